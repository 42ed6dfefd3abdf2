import { usersContract } from '@tenure/core/page'
import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Popover } from '../part/popover.js'
import type { QuickProps } from './quick-props.js'

type Props = QuickProps<{ readonly users: readonly string[] }>

/** A quick filter on users: any of those that are ticked. */
export function QuickUsers({ label, value, choose }: Props): ReactNode {
  const words = useWords().filter
  const { nameOf, formats } = useReading()
  const [first, ...more] = value?.users ?? []
  const said = first === undefined ? undefined : more.length === 0 ? nameOf(first) : words.anyOf(formats.number(more.length + 1))
  const button = (
    <>
      {said === undefined ? (
        label
      ) : (
        <>
          {label}: <b>{said}</b>
        </>
      )}
      <Icon name="chevron-down" size={12} />
    </>
  )
  return (
    <Popover
      className={`pill quick${said === undefined ? '' : ' on'}`}
      label={said === undefined ? words.by(label) : `${label}: ${said}`}
      button={button}
    >
      {() => <UserChoice label={label} value={value} choose={choose} />}
    </Popover>
  )
}

function UserChoice({ label, value, choose }: Props): ReactNode {
  const words = useWords().filter
  const frame = useRef<HTMLDivElement>(null)
  const [sought, seek] = useState('')
  const { me } = useReading()
  const chosen = value?.users ?? []
  const users = (useWatch(usersContract).value ?? []).filter(({ id, active }) => active || chosen.includes(id))
  const found = users.filter(({ name }) => name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()))
  // Oneself first, then as the workspace lists them.
  const inOrder = [...found.filter(({ id }) => id === me), ...found.filter(({ id }) => id !== me)]
  const set = (users: readonly string[]) => choose(users.length === 0 ? undefined : { users })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the boxes, which Tab reaches too
    <div
      ref={frame}
      className="quick-choice"
      onKeyDown={(event) =>
        frame.current !== null && /^Arrow(Up|Down)$/.test(event.key) && stepThrough(event, frame.current, 'input, button')
      }
    >
      <input
        type="text"
        inputMode="search"
        autoComplete="off"
        aria-label={words.seek}
        placeholder={words.seek}
        value={sought}
        onChange={({ target }) => seek(target.value)}
      />
      <fieldset aria-label={label}>
        {inOrder.map(({ id, name }) => (
          <label key={id} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) => set(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
            <Face id={id} name={name} />
            <span className="grow cut" dir="auto">
              {id === me ? words.me(name) : name}
            </span>
          </label>
        ))}
      </fieldset>
      {inOrder.length === 0 ? <p className="small t3 lead">{words.nobody}</p> : null}
      {chosen.length === 0 ? null : (
        <button type="button" className="btn ghost" onClick={() => set([])}>
          {words.anyone}
        </button>
      )}
    </div>
  )
}
