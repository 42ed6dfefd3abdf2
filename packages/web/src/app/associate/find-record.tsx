import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { type Hit, useSearch } from '../palette/use-search.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'

interface FindRecordProps {
  readonly label: string
  /** Only records of this type. */
  readonly type: string
  /** Records that cannot be chosen, with the reason. */
  readonly taken: (hit: Hit) => string | undefined
  readonly choose: (hit: Hit) => void
}

/** Finds a record of a type by name, e-mail or domain. Arrow keys go from the field into what was found. */
export function FindRecord({ label, type, taken, choose }: FindRecordProps): ReactNode {
  const words = useWords()
  const [text, setText] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const id = useId()
  const { hits, isSettled, problem } = useSearch(text)
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  const found = hits.filter((hit) => hit.type === type && !hit.archived)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go through its field and its buttons
    <div
      ref={frame}
      className="find"
      onKeyDown={(event) =>
        frame.current && /^Arrow(Up|Down)$/.test(event.key) && stepThrough(event, frame.current, 'input, .hit:not(:disabled)')
      }
    >
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          dir="auto"
          placeholder={words.compose.find}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <ul className="hits" aria-label={label}>
        {found.map((hit) => {
          const why = taken(hit)
          return (
            <li key={hit.id}>
              <button type="button" className="hit" disabled={why !== undefined} onClick={() => choose(hit)}>
                <Mark id={hit.id} name={hit.title ?? ''} />
                <span className="cut grow" dir="auto">
                  {hit.title || words.record.unnamed}
                </span>
                <span className="small t3 cut">{why ?? hit.detail}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <p className="small t3" role="status">
        {text.trim() !== '' && isSettled && found.length === 0 && problem === undefined ? words.compose.noHit : ''}
      </p>
      {problem === undefined ? null : (
        <p className="err" role="alert">
          <Icon name="alert" size={12} />
          {words.problem(problem)}
        </p>
      )}
    </div>
  )
}
