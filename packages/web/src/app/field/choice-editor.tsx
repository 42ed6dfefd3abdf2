import { usersContract } from '@tenure/core/page'
import { type KeyboardEvent, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { ComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { AriaLocale } from '../part/aria-locale.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { ChoiceList, useCaughtUp } from './choice-list.js'
import type { EditorOption, LoadedProps } from './editing.js'
import { FieldError, useFaultText } from './fault-text.js'
import { faulty, type Parsed, parsed } from './parsed.js'
import { useEditing } from './use-editing.js'

/** Edits a value that is chosen from a list: one option, several, or a user. Typing finds the option. */
export function ChoiceEditor(props: LoadedProps): ReactNode {
  const choices = useOptions(props)
  return (
    <AriaLocale>{props.kind === 'multi_enumeration' ? <Several {...props} {...choices} /> : <One {...props} {...choices} />}</AriaLocale>
  )
}

type ChoiceProps = LoadedProps & Choices
interface Choices {
  readonly options: readonly EditorOption[]
  /** Whether all of them are there. */
  readonly isReady: boolean
}

// A user who has left is still the value, and can be replaced by those who are here.
function useOptions({ kind, options, value }: LoadedProps): Choices {
  const isUser = kind === 'user' && options === undefined
  const users = useWatch(isUser ? usersContract : undefined).value
  const { nameOf } = useReading()
  const known = isUser ? (users ?? []).filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })) : (options ?? [])
  const missing = [value ?? []].flat().filter((one) => !known.some((option) => option.value === one))
  const others = missing.map((one) => ({ value: String(one), label: isUser ? nameOf(String(one)) : String(one) }))
  return { options: [...known, ...others], isReady: !isUser || users !== undefined }
}

// React Aria draws its children a first time without a state, to read the options: the field has no part in that.
function Shown({ children }: { readonly children: ReactNode }): ReactNode {
  return useContext(ComboBoxStateContext) === null ? null : children
}

function One(props: ChoiceProps): ReactNode {
  const { options, value, label, kind, required = false } = props
  const [picked, setPicked] = useState<{ readonly key: string }>()
  const first = options.find((option) => option.value === value)?.label ?? ''
  return (
    <ComboBox
      className="editor"
      aria-label={label}
      defaultItems={options}
      defaultValue={value === null ? null : String(value)}
      defaultInputValue={first}
      onSelectionChange={(key) => key !== null && setPicked({ key: String(key) })}
      menuTrigger="focus"
      allowsEmptyCollection
      isRequired={required}
      validationBehavior="aria"
    >
      <Shown>
        <OneField {...props} picked={picked} first={first} />
      </Shown>
      <ChoiceList label={label} hasFaces={kind === 'user'} />
    </ComboBox>
  )
}

function OneField(props: ChoiceProps & { readonly picked: { readonly key: string } | undefined; readonly first: string }): ReactNode {
  const { options, picked, first, required = false, typed, kind, value } = props
  const state = useContext(ComboBoxStateContext)
  const text = (typed.end === undefined ? state?.inputValue : typed.text) ?? ''
  const read = (isLeft: boolean): Parsed<string | null> | 'unchanged' => {
    const focused = state?.isOpen && !isLeft ? state.selectionManager.focusedKey : null
    if (focused !== null && focused !== undefined) return parsed(String(focused))
    if (text === '') return required ? faulty('required') : parsed(null)
    const chosen = text === first ? 'unchanged' : chosenBy(text, options)
    return chosen === 'unchanged' || chosen.ok || !isLeft ? chosen : 'unchanged'
  }
  const editing = useEditing(props, { read, isReady: props.isReady })
  useEffect(() => {
    if (picked !== undefined) editing.finish(parsed(picked.key))
  }, [picked])
  useTyping(props, first, editing.touch)
  return (
    <EditorBody {...props} editing={editing}>
      {kind === 'user' && text === first && value !== null ? <Face id={String(value)} name={first} /> : null}
      <Input dir="auto" />
      <Icon name="chevron-down" size={14} />
    </EditorBody>
  )
}

function Several(props: ChoiceProps): ReactNode {
  const { options, value, label } = props
  const first = Array.isArray(value) ? value.map(String) : []
  const [chosen, setChosen] = useState<readonly string[]>(first)
  return (
    <ComboBox
      className="editor"
      aria-label={label}
      defaultItems={options}
      selectionMode="multiple"
      value={chosen}
      onChange={(keys) => setChosen(keys.map(String))}
      menuTrigger="focus"
      allowsEmptyCollection
      validationBehavior="aria"
    >
      <Shown>
        <SeveralField {...props} chosen={chosen} first={first} choose={setChosen} />
      </Shown>
      <ChoiceList label={label} hasFaces={false} />
    </ComboBox>
  )
}

interface SeveralFieldProps {
  readonly chosen: readonly string[]
  readonly first: readonly string[]
  readonly choose: (values: readonly string[]) => void
}

function SeveralField(props: ChoiceProps & SeveralFieldProps): ReactNode {
  const { options, chosen, first, choose, required = false, typed } = props
  const words = useWords().field
  const state = useContext(ComboBoxStateContext)
  const text = (typed.end === undefined ? state?.inputValue : typed.text) ?? ''
  const read = (isLeft: boolean): Parsed<readonly string[] | null> | 'unchanged' => {
    const typedOne = text === '' ? parsed('') : chosenBy(text, options)
    const more = isLeft && !typedOne.ok ? parsed('') : typedOne
    if (!more.ok) return faulty('choices')
    const all = [...new Set([...chosen, ...(more.value === '' ? [] : [more.value])])].sort()
    if (all.join('\n') === [...first].sort().join('\n')) return 'unchanged'
    return all.length === 0 ? (required ? faulty('required') : parsed(null)) : parsed(all)
  }
  // Once a person has gone to an option, or typed a part of it, Enter ticks it; the next Enter saves.
  const wantsTick = useRef(false)
  const tick = () => {
    const focused = state?.selectionManager.focusedKey ?? null
    const one = focused === null ? chosenBy(text, options) : parsed(String(focused))
    if (one.ok) choose(chosen.includes(one.value) ? chosen.filter((other) => other !== one.value) : [...chosen, one.value])
    return one.ok
  }
  const takes = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter') {
      if (/^(Arrow(Up|Down)|.)$/u.test(key)) wantsTick.current = true
      return false
    }
    const isTick = wantsTick.current && !ctrlKey && !metaKey && tick()
    wantsTick.current = false
    return isTick
  }
  const editing = useEditing(props, { read, takes, isReady: props.isReady })
  useEffect(() => {
    editing.touch()
    if (text !== '') state?.setInputValue('')
  }, [chosen])
  useTyping(props, '', editing.touch)
  const labelOf = (one: string) => options.find(({ value }) => value === one)?.label ?? one
  return (
    <EditorBody {...props} editing={editing} hint={words.severalKeys}>
      {chosen.map((one) => (
        <Chip key={one} label={labelOf(one)} remove={() => choose(chosen.filter((other) => other !== one))} />
      ))}
      <Input
        dir="auto"
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && text === '') choose(chosen.slice(0, -1))
        }}
      />
    </EditorBody>
  )
}

function Chip({ label, remove }: { readonly label: string; readonly remove: () => void }): ReactNode {
  const words = useWords().field
  return (
    <span className="chip plain">
      <span className="cut" dir="auto">
        {label}
      </span>
      <button type="button" tabIndex={-1} aria-label={words.remove(label)} onClick={remove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}

interface EditorBodyProps {
  readonly hint?: string
  readonly editing: ReturnType<typeof useEditing>
  readonly error?: string | undefined
  readonly children: ReactNode
}

function EditorBody({ editing, error, hint, children }: EditorBodyProps): ReactNode {
  const id = useId()
  const faultText = useFaultText()
  const message = editing.fault === undefined ? error : faultText(editing.fault)
  const catchUp = useCaughtUp()
  const onKeyDownCapture = (event: KeyboardEvent) => {
    catchUp()
    editing.onKeyDownCapture(event)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the keys of its field
    <div ref={editing.frame} onKeyDownCapture={onKeyDownCapture} onBlur={editing.onBlur}>
      <Group
        className={`editor-line choice-line${message === undefined ? '' : ' wrong'}`}
        {...(message === undefined ? {} : { 'aria-describedby': id })}
      >
        {children}
      </Group>
      {hint === undefined ? null : <p className="small t3">{hint}</p>}
      {message === undefined ? null : <FieldError id={id}>{message}</FieldError>}
    </div>
  )
}

/** What was typed ahead is typed into the field; while a person types, the first match is in focus, so that Enter takes it. */
function useTyping({ typed }: LoadedProps, first: string, touch: () => void): void {
  const state = useContext(ComboBoxStateContext)
  const text = state?.inputValue ?? ''
  useEffect(() => {
    if (typed.text !== undefined) state?.setInputValue(typed.text)
  }, [])
  useEffect(touch, [text])
  useEffect(() => {
    if (!state?.isOpen || text === '' || text === first || state.selectionManager.focusedKey !== null) return
    const top = state.collection.getFirstKey()
    if (top !== null) state.selectionManager.setFocusedKey(top)
  })
}

// The one option of that name, or the one that it is a part of.
function chosenBy(text: string, options: readonly EditorOption[]): Parsed<string> {
  const wanted = text.trim().toLocaleLowerCase()
  const equal = options.filter(({ label }) => label.toLocaleLowerCase() === wanted)
  const matches = equal.length > 0 ? equal : options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
  const [only] = matches
  return only !== undefined && matches.length === 1 ? parsed(only.value) : faulty('choice')
}
