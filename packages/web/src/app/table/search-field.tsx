import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly input: RefObject<HTMLInputElement | null>
  readonly search: (text: string) => void
  readonly leave: () => void
}
const pauseMs = 180

/** The search of a tab: asks when one has stopped typing. Esc goes back to the list. */
export function SearchField({ label, value, input, search, leave }: SearchFieldProps): ReactNode {
  const words = useWords().list
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Back and forward change the text from outside; typing does not disturb itself.
    if (timer.current === undefined) setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string, wait: number) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      search(next)
    }, wait)
  }
  return (
    <div className="seek">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="text"
        inputMode="search"
        dir="auto"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => change(event.target.value, pauseMs)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'ArrowDown') leave()
          if (event.key === 'Enter') change(text, 0)
          if (/^(Escape|ArrowDown|Enter)$/.test(event.key)) event.preventDefault()
        }}
      />
      {text === '' ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          className="ib tiny"
          aria-label={words.clearSearch}
          onClick={() => {
            change('', 0)
            input.current?.focus()
          }}
        >
          <Icon name="x" size={14} />
        </button>
      )}
    </div>
  )
}
