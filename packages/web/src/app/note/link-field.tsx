import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { toLink } from './note-markup.js'

interface LinkFieldProps {
  readonly value: string
  /** `undefined` takes the link away. */
  readonly set: (href: string | undefined) => void
  readonly close: () => void
}

/** Asks for the address of a link. Enter sets it, an empty one takes the link away, Esc leaves. */
export function LinkField({ value, set, close }: LinkFieldProps): ReactNode {
  const words = useWords().note
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isWrong, setWrong] = useState(false)
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return close()
    const text = event.currentTarget.value
    const href = toLink(text)
    if (text.trim() !== '' && href === undefined) setWrong(true)
    else set(href)
  }
  return (
    <div className="note-link">
      <input
        ref={field}
        type="text"
        inputMode="url"
        autoComplete="off"
        defaultValue={value}
        placeholder="https://"
        aria-label={words.address}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        onKeyDown={onKeyDown}
        onChange={() => setWrong(false)}
      />
      {isWrong ? (
        <p className="err" id={id} role="alert">
          {words.badAddress}
        </p>
      ) : null}
    </div>
  )
}
