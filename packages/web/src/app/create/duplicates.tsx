import { searchContract } from '@tenure/core/page'
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { NewRecord, Texts } from '../compose/read-form.js'
import { useWatch } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { alikeOf, type Typed } from './alike.js'

type Hit = z.output<typeof searchContract.output>['hits'][number]
const pauseMs = 300

interface DuplicatesProps {
  readonly made: NewRecord
  readonly texts: Texts
  readonly close: () => void
}

/** Records that may be the one that is being created: by its name, domain or e-mail. A hint; it forbids nothing. */
export function Duplicates({ made, texts, close }: DuplicatesProps): ReactNode {
  const words = useWords().compose
  const typed = useDeferredValue(useAfterPause(typedOf(made, texts)))
  const byTitle = useHits(typed.title)
  const byDetail = useHits(typed.detail)
  const alike = alikeOf(made.type, typed, [...byTitle, ...byDetail])
  return (
    <div className="alike wide" role="status">
      {alike.length === 0 ? null : (
        <>
          <p className="small">
            <Icon name="alert" size={12} /> {words.exists(made.typeLabel)}
          </p>
          <ul>
            {alike.map((hit) => (
              <li key={hit.id}>
                <Found hit={hit} close={close} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Found({ hit, close }: { readonly hit: Hit; readonly close: () => void }): ReactNode {
  const words = useWords()
  const { address, go } = useAddress()
  const open = { type: hit.type, id: hit.id }
  const title = hit.title || words.record.unnamed
  return (
    <a
      href={formatAddress({ ...address, open })}
      aria-label={words.compose.openIt(title)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        close()
        go({ open }, 'push')
      }}
    >
      <span dir="auto">{title}</span>
      {hit.detail === undefined ? null : <span className="small t3"> {hit.detail}</span>}
    </a>
  )
}

function typedOf({ fields }: NewRecord, texts: Texts): Typed {
  const [title] = fields
  const detail = fields.map(({ name }) => name).find((name) => name === 'domain' || name === 'email')
  return { title: (texts[title?.name ?? ''] ?? '').trim(), detail: detail === undefined ? '' : (texts[detail] ?? '').trim() }
}

function useHits(text: string): readonly Hit[] {
  const { value } = useWatch(text.length < 2 ? undefined : searchContract, { text, limit: 10 })
  return value?.hits ?? []
}

function useAfterPause(typed: Typed): Typed {
  const [taken, setTaken] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setTaken(typed), pauseMs)
    return () => clearTimeout(timer)
  }, [typed.title, typed.detail])
  return taken
}
