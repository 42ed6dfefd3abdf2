import { type FocusEvent, type KeyboardEvent, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { ComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { useWords } from '../../words/use-words.js'
import { ChoiceList, useCaughtUp } from '../field/choice-list.js'
import type { EditorOption } from '../field/editing.js'
import { AriaLocale } from '../part/aria-locale.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import type { ChooseProps, ChooseSeveralProps } from './choosing.js'
import type { Labelled } from './field.js'

type Of<Props> = Props & { readonly field: Labelled }

/** The list of `Choose`, once its code is there. */
export function ChooseBox(props: Of<ChooseProps>): ReactNode {
  const { options, value, onChange, label, hasFaces = false, isDisabled = false, placeholder } = props
  const all = useMemo(() => withMissing(options, value === null ? [] : [value]), [options, value])
  return (
    <AriaLocale>
      <ComboBox
        className="editor"
        aria-label={label}
        // Other options leave what is typed as it is; a value that came from elsewhere takes its place.
        defaultItems={all}
        value={value}
        onChange={(key) => {
          const next = key === null ? null : String(key)
          if (next === value || (next === null && props.mayBeEmpty !== true)) return
          onChange(next)
        }}
        // A press and what is typed open the list. The focus alone does not: it comes back after a choice, which is no wish to choose again.
        menuTrigger="input"
        allowsEmptyCollection
        isDisabled={isDisabled}
        isInvalid={props.field['aria-invalid'] === true}
        validationBehavior="aria"
      >
        <Shown>
          <Line field={props.field}>
            {hasFaces && value !== null ? <Face id={value} name={labelOf(all, value)} /> : null}
            <Chosen chosen={value === null ? undefined : labelOf(all, value)} field={props.field} placeholder={placeholder} />
            {props.mayBeEmpty === true && value !== null && !isDisabled ? <Clear label={label} clear={() => onChange(null)} /> : null}
            <Icon name="chevron-down" size={14} />
          </Line>
        </Shown>
        <ChoiceList label={label} hasFaces={hasFaces} />
      </ComboBox>
    </AriaLocale>
  )
}

interface ChosenProps {
  readonly chosen: string | undefined
  readonly field: Labelled
  readonly placeholder: string | undefined
}
/**
 * What is chosen, and what is typed to choose another: the only match is taken by Enter, Tab and leaving. Of several matches Enter takes none, and
 * what is typed stays. A press opens the list, also where the field has the focus already.
 */
function Chosen({ chosen, field, placeholder }: ChosenProps): ReactNode {
  const state = useContext(ComboBoxStateContext)
  const text = state?.inputValue ?? ''
  const isTyped = state?.isOpen === true && text !== '' && text !== chosen
  const only = isTyped && state.collection.size === 1 ? state.collection.getFirstKey() : null
  const was = useRef(only)
  useEffect(() => {
    const manager = state?.selectionManager
    if (only !== null && manager?.focusedKey === null) manager.setFocusedKey(only)
    // Another match has come: this one is no longer meant.
    else if (only === null && was.current !== null && manager?.focusedKey === was.current) manager.setFocusedKey(null)
    was.current = only
  })
  const keep = (event: KeyboardEvent) => {
    // With Ctrl or Command it saves the whole form.
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !isTyped || state.selectionManager.focusedKey !== null) return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = ({ relatedTarget }: FocusEvent) => {
    const isInList = relatedTarget instanceof Element && relatedTarget.closest('.choices') !== null
    if (only !== null && !isInList && document.hasFocus()) state?.selectionManager.select(only)
  }
  return (
    <Input
      dir="auto"
      {...inputProps(field, placeholder)}
      onKeyDownCapture={keep}
      onBlur={leave}
      onClick={({ currentTarget }) => {
        // What is typed after a press takes the place of what is chosen, as it does after Tab.
        if (chosen !== undefined && currentTarget.value === chosen) currentTarget.select()
        if (state?.isOpen === false) state.open(null, 'manual')
      }}
    />
  )
}

/** The list of `ChooseSeveral`, once its code is there. */
export function ChooseManyBox(props: Of<ChooseSeveralProps>): ReactNode {
  const { options, value, onChange, label, hasFaces = false, isDisabled = false } = props
  const all = useMemo(() => withMissing(options, value), [options, value])
  return (
    <AriaLocale>
      <ComboBox
        className="editor"
        aria-label={label}
        defaultItems={all}
        selectionMode="multiple"
        value={[...value]}
        onChange={(keys) => onChange(keys.map(String))}
        menuTrigger="input"
        allowsEmptyCollection
        isDisabled={isDisabled}
        validationBehavior="aria"
      >
        <Shown>
          <ManyLine {...props} all={all} />
        </Shown>
        <ChoiceList label={label} hasFaces={hasFaces} />
      </ComboBox>
    </AriaLocale>
  )
}

function ManyLine(props: Of<ChooseSeveralProps> & { readonly all: readonly EditorOption[] }): ReactNode {
  const { all, value, onChange, field, placeholder, hasFaces = false, isDisabled = false } = props
  const state = useContext(ComboBoxStateContext)
  const words = useWords().field
  const text = state?.inputValue ?? ''
  // What was typed to find an option has done its work once the option is chosen.
  useEffect(() => state?.setInputValue(''), [value.length])
  return (
    <Line field={field}>
      {value.map((one) => (
        <span key={one} className="chip plain">
          {hasFaces ? <Face id={one} name={labelOf(all, one)} /> : null}
          <span className="cut" dir="auto">
            {labelOf(all, one)}
          </span>
          {isDisabled ? null : (
            <button
              type="button"
              tabIndex={-1}
              aria-label={words.remove(labelOf(all, one))}
              onClick={() => onChange(value.filter((other) => other !== one))}
            >
              <Icon name="x" size={12} />
            </button>
          )}
        </span>
      ))}
      <Input
        dir="auto"
        {...inputProps(field, placeholder)}
        onClick={() => state?.isOpen === false && state.open(null, 'manual')}
        // Leaving is no choice: the option that was chosen last has the focus, and would be taken out again.
        onKeyDownCapture={(event) => {
          if (event.key === 'Tab') state?.selectionManager.setFocusedKey(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1))
        }}
      />
    </Line>
  )
}

function inputProps({ id, 'aria-describedby': describedBy }: Labelled, placeholder: string | undefined) {
  return {
    ...(id !== undefined && { id }),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(placeholder !== undefined && { placeholder }),
  }
}

function Line({ field, children }: { readonly field: Labelled; readonly children: ReactNode }): ReactNode {
  const catchUp = useCaughtUp()
  return (
    <Group className={`editor-line choice-line form-line${field['aria-invalid'] === true ? ' wrong' : ''}`} onKeyDownCapture={catchUp}>
      {children}
    </Group>
  )
}

function Clear({ label, clear }: { readonly label: string; readonly clear: () => void }): ReactNode {
  const words = useWords().field
  return (
    <button type="button" className="ib tiny" aria-label={words.remove(label)} onClick={clear}>
      <Icon name="x" size={12} />
    </button>
  )
}

// React Aria draws its children a first time without a state, to read the options: the field has no part in that.
function Shown({ children }: { readonly children: ReactNode }): ReactNode {
  return useContext(ComboBoxStateContext) === null ? null : children
}

// What is chosen and no longer offered is still the value.
function withMissing(options: readonly EditorOption[], chosen: readonly string[]): readonly EditorOption[] {
  const missing = chosen.filter((one) => !options.some((option) => option.value === one))
  return [...options, ...missing.map((one) => ({ value: one, label: one }))]
}
function labelOf(options: readonly EditorOption[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value
}
