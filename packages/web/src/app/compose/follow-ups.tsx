import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { stopTypeAhead, typeAhead } from '../early/type-ahead.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { useKeys } from '../shell/keys.js'
import { draftPlace } from './draft-place.js'
import { useHasDraft } from './drafts.js'
import { followUpKinds, type FollowUpKind as Kind } from './follow-up-kinds.js'
import { useWantedFollowUp } from './wanted-follow-up.js'

const load = () => import('./composer.js')
const Composer = lazily('Composer', load)
const loadAhead = () => void load().catch(() => undefined)

/** Note, email, call, task and meeting about a record: each opens its composer in place, as far as the user may add it (REC-8). */
export function FollowUps({ record }: { readonly record: RecordDetail }): ReactNode {
  const words = useWords().compose
  const [open, setOpen] = useState<Kind>()
  const frame = useRef<HTMLDivElement>(null)
  const shown = followUpKinds.flatMap((kind) => {
    const added = record.adds.find(({ type }) => type === kind.type)
    return added === undefined ? [] : [{ ...kind, association: added.association }]
  })
  const start = (type: Kind) => {
    setOpen(type)
    if (type !== open) typeAhead()
  }
  useFollowUpKeys(shown, start)
  useOffered(shown, start, record)
  useWantedFollowUp(record, (kind) => shown.some(({ type }) => type === kind) && start(kind as Kind))
  if (shown.length === 0) return null
  const current = shown.find(({ type }) => type === open)
  const close = () => {
    setOpen(undefined)
    stopTypeAhead()
    frame.current?.querySelector<HTMLElement>(`[data-kind="${open}"]`)?.focus()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the buttons are no fields of a form */}
      <div ref={frame} className="follow-ups" role="group" aria-label={words.followUps}>
        {shown.map((kind) => (
          <FollowUp
            key={kind.type}
            type={kind.type}
            record={record}
            isOpen={kind.type === open}
            press={() => (kind.type === open ? close() : start(kind.type))}
          />
        ))}
      </div>
      {current === undefined ? null : (
        <Boundary key={current.type} what={words.names[current.type] ?? current.type}>
          <Suspense fallback={<div className="composer wait" />}>
            <Composer record={record} type={current.type} association={current.association} close={close} />
          </Suspense>
        </Boundary>
      )}
    </>
  )
}

interface FollowUpProps {
  readonly record: RecordDetail
  readonly type: Kind
  readonly isOpen: boolean
  readonly press: () => void
}

function FollowUp({ record, type, isOpen, press }: FollowUpProps): ReactNode {
  const words = useWords().compose
  const hasDraft = useHasDraft(draftPlace(record, type))
  const name = words.names[type] ?? type
  const key = followUpKinds.find((kind) => kind.type === type)?.key ?? ''
  return (
    <button
      type="button"
      className="btn follow-up"
      data-kind={type}
      aria-expanded={isOpen}
      aria-label={hasDraft ? words.draft(name) : undefined}
      title={words.tip(name, key)}
      onPointerEnter={loadAhead}
      onFocus={loadAhead}
      onClick={press}
    >
      <Icon name={type} size={16} />
      <span className="cut">{name}</span>
      {hasDraft ? <span className="dot" aria-hidden="true" /> : null}
    </button>
  )
}

interface Shown {
  readonly type: Kind
  readonly key: string
}

function useFollowUpKeys(shown: readonly Shown[], start: (type: Kind) => void): void {
  useKeys(Object.fromEntries(shown.map(({ type, key }) => [key.toLowerCase(), () => start(type)])))
}

/** The same by their names, for Ctrl K. */
function useOffered(shown: readonly Shown[], start: (type: Kind) => void, record: RecordDetail): void {
  const { compose, palette, record: words } = useWords()
  const commands = shown.map(
    ({ type, key }): Command => ({
      id: `follow-up ${type}`,
      title: compose.names[type] ?? type,
      icon: type,
      keys: [key],
      run: () => start(type),
    }),
  )
  useCommands({ kind: 'actions', title: palette.doWith(record.title || words.unnamed), commands })
}
