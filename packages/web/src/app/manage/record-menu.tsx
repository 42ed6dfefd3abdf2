import { archiveRecordContract, restoreRecordContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useRights } from '../access/no-access.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import type { MenuEntry } from '../part/menu-entries.js'
import { useToasts } from '../toast/toasts.js'
import { useAct } from '../write/use-act.js'

const MergeDialog = lazily('MergeDialog', () => import('./merge-dialog.js'))
const EraseDialog = lazily('EraseDialog', () => import('./erase-dialog.js'))
const NewRecordDialog = lazily('NewRecordDialog', () => import('../create/new-record-dialog.js'))
const AssociateDialog = lazily('AssociateDialog', () => import('../associate/associate-dialog.js'))

/** Which dialog is open. */
type Opened = 'merge' | 'associate' | 'erase' | { readonly added: RecordDetail['adds'][number] }

/** What can be done with a whole record: associate, merge, archive and restore, copy its address, erase. */
export function RecordMenu({ record }: { readonly record: RecordDetail }): ReactNode {
  const words = useWords().compose
  const [open, setOpen] = useState<Opened>()
  const frame = useRef<HTMLSpanElement>(null)
  const close = () => {
    setOpen(undefined)
    frame.current?.querySelector('button')?.focus()
  }
  const entries = useEntries(record, setOpen)
  useOffered(record, entries, setOpen)
  return (
    <span ref={frame}>
      <Menu label={words.menu} tip={words.menu} button={<Icon name="dots" />} entries={entries} align="end" />
      {open === undefined ? null : (
        <Boundary what={words.menu}>
          <Suspense>
            <Opener record={record} open={open} close={close} />
          </Suspense>
        </Boundary>
      )}
    </span>
  )
}

interface OpenerProps {
  readonly record: RecordDetail
  readonly open: Opened
  readonly close: () => void
}

function Opener({ record, open, close }: OpenerProps): ReactNode {
  const words = useWords()
  if (open === 'merge') return <MergeDialog record={record} close={close} />
  if (open === 'erase') return <EraseDialog record={record} close={close} />
  if (open === 'associate') return <AssociateDialog record={record} close={close} />
  const { type, typeLabel, association } = open.added
  const of = { title: record.title || words.record.unnamed, link: { association, id: record.id } }
  return <NewRecordDialog type={type} title={words.compose.newOf(typeLabel)} of={of} close={close} />
}

function useEntries(record: RecordDetail, open: (what: Opened) => void): readonly MenuEntry[] {
  const words = useWords().compose
  const isSuperAdmin = useRights()?.superAdmin === true
  const act = useAct()
  const copyLink = useCopyLink(record)
  const { type, id, archived, may } = record
  const about = record.title ?? ''
  const archive = () => void act(archiveRecordContract, { type, id }, { title: words.archived, about })
  const restore = () => void act(restoreRecordContract, { type, id }, { title: words.restored, about })
  return [
    ...(record.linkable.length > 0 ? [{ key: 'associate', label: words.associate, icon: 'link', act: () => open('associate') }] : []),
    ...(may.edit && !archived ? [{ key: 'merge', label: words.merge(record.typeLabel), icon: 'merge', act: () => open('merge') }] : []),
    ...(may.delete && !archived ? [{ key: 'archive', label: words.archive, icon: 'archive', act: archive }] : []),
    ...(may.delete && archived ? [{ key: 'restore', label: words.restore, icon: 'restore', act: restore }] : []),
    { key: 'link', label: words.copyLink, icon: 'external', act: () => void copyLink() },
    ...(isSuperAdmin ? [{ key: 'erase', label: words.erase, icon: 'x', act: () => open('erase') }] : []),
  ]
}

function useCopyLink(record: RecordDetail): () => Promise<void> {
  const words = useWords().compose
  const { address } = useAddress()
  const toasts = useToasts()
  return async () => {
    const { type, id, title } = record
    const tab = address.tab === undefined ? {} : { tab: address.tab }
    const link = new URL(formatAddress({ ...emptyAddress, ...tab, open: { type, id }, whole: true }), window.location.href)
    try {
      await navigator.clipboard.writeText(link.href)
      toasts.show({ tone: 'done', title: words.copied, about: title ?? '' })
    } catch {
      toasts.show({ tone: 'refused', title: words.notCopied, detail: words.notCopiedWhy })
    }
  }
}

/** The same by their names, for Ctrl K, and new records that belong to this one: a contact, a deal. */
function useOffered(record: RecordDetail, entries: readonly MenuEntry[], open: (what: Opened) => void): void {
  const { compose, palette, record: words } = useWords()
  const title = record.title || words.unnamed
  const linked = record.adds.filter(({ type }) => record.linkable.some((end) => end.type === type))
  const creating = linked.map(
    (added): Command => ({
      id: `new ${added.type} ${added.association}`,
      title: compose.newFor(added.typeLabel, title),
      icon: 'file',
      run: () => open({ added }),
    }),
  )
  const commands = entries.map(({ key, label, act }): Command => ({ id: `record ${key}`, title: label, run: act }))
  useCommands({ kind: 'actions', title: palette.doWith(title), commands: [...commands, ...creating] })
}

/** Says that the record is archived, with the way back for those who may. */
export function ArchivedNote({ record }: { readonly record: RecordDetail }): ReactNode {
  const words = useWords().compose
  const act = useAct()
  if (!record.archived) return null
  const { type, id, title, may } = record
  const restore = () => void act(restoreRecordContract, { type, id }, { title: words.restored, about: title ?? '' })
  return (
    <div className="archived-note" role="status">
      <Icon name="archive" size={14} />
      <span className="grow">{words.archivedNote}</span>
      {may.delete ? (
        <button type="button" className="btn" onClick={restore}>
          {words.restore}
        </button>
      ) : null}
    </div>
  )
}
