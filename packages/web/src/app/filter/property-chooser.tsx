import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Field } from './filter-fields.js'
import { useFilterEditing } from './use-filter-editing.js'

interface PropertyChooserProps {
  readonly label: string
  readonly fields: readonly Field[]
  readonly chosen?: string | undefined
  readonly choose: (field: Field) => void
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** A list of properties in their groups, with a field to find one. Arrow keys go through it, Enter takes one. */
export function PropertyChooser({ label, fields, chosen, choose }: PropertyChooserProps): ReactNode {
  const { words } = useFilterEditing()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const groups = groupsOf(found(fields, text), words.other)
  const all = groups.flatMap((group) => group.fields)
  const active = all[Math.min(at, all.length - 1)]
  const optionId = (field: Field) => `${id}-${field.path}`
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && active !== undefined) choose(active)
    const step = steps[event.key]
    if (step !== undefined) setAt((Math.min(at, all.length - 1) + step + all.length) % Math.max(1, all.length))
    if (step !== undefined || event.key === 'Enter') event.preventDefault()
  }
  return (
    <div className="chooser">
      <input
        type="text"
        role="combobox"
        aria-label={words.findProperty}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(active)}
        placeholder={words.findProperty}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {all.length === 0 ? <p className="small t3 none">{words.nothingFound}</p> : null}
      <div role="listbox" id={id} aria-label={label} className="chooser-list">
        {groups.map(({ name, fields: inGroup }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of options
          <div role="group" aria-label={name} key={name}>
            <p className="micro t3" aria-hidden="true">
              {name}
            </p>
            {inGroup.map((field) => (
              <Option
                key={field.path}
                id={optionId(field)}
                field={field}
                isActive={field === active}
                isChosen={field.path === chosen}
                choose={() => choose(field)}
                point={() => setAt(all.indexOf(field))}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly field: Field
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly choose: () => void
  readonly point: () => void
}

function Option({ id, field, isActive, isChosen, choose, point }: OptionProps): ReactNode {
  const own = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) own.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above the list
    <div
      ref={own}
      role="option"
      tabIndex={-1}
      id={id}
      aria-selected={isActive}
      className={`choice${isChosen ? ' chosen' : ''}`}
      onClick={choose}
      onPointerMove={point}
    >
      <span className="cut" dir="auto">
        {field.label}
      </span>
    </div>
  )
}

function found(fields: readonly Field[], text: string): readonly Field[] {
  const wanted = text.trim().toLocaleLowerCase()
  return fields.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
}
function groupsOf(fields: readonly Field[], other: string): readonly { readonly name: string; readonly fields: readonly Field[] }[] {
  const names = [...new Set(fields.map(({ group }) => group ?? other))]
  const inOrder = [...names.filter((name) => name !== other), ...names.filter((name) => name === other)]
  return inOrder.map((name) => ({ name, fields: fields.filter(({ group = other }) => group === name) }))
}
