import { setRemovedContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { followUpKinds } from '../compose/follow-up-kinds.js'
import { wantFollowUp } from '../compose/wanted-follow-up.js'
import type { Row } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { usePhone } from '../part/use-media.js'
import { useToasts } from '../toast/toasts.js'
import type { ListedFeed } from './listed-feed.js'

interface ActsProps {
  readonly block: ListedFeed
  readonly row: Row
}
const inOrder = ['call', 'email', 'task', 'note', 'meeting'] as const

/** Follow-ups on who did it, and taking it out of one's own feed: a bar, or a menu where there is no room for one. */
export function FeedActs({ block, row }: ActsProps): ReactNode {
  const { feed: words, compose, record } = useWords()
  const { address, go } = useAddress()
  const isPhone = usePhone()
  const remove = useRemoving(block, row)
  const { who, removable } = block.list
  const id = row[who.id]
  const name = typeof row[who.name] === 'string' ? String(row[who.name]) : record.unnamed
  const kinds = typeof id === 'string' ? inOrder.flatMap((type) => followUpKinds.filter((kind) => kind.type === type)) : []
  const followUp = (kind: string) => {
    if (typeof id !== 'string') return
    wantFollowUp({ type: who.type, id, kind })
    go({ open: { type: who.type, id } }, address.open === undefined ? 'push' : 'replace')
  }
  const acts = [
    ...kinds.map(({ type }) => ({ key: type, label: compose.names[type] ?? type, icon: type as string, act: () => followUp(type) })),
    ...(removable ? [{ key: 'remove', label: words.remove, icon: 'x', act: remove }] : []),
  ]
  if (isPhone)
    return (
      <Menu
        className="ib item-menu"
        label={words.followUps(name)}
        align="end"
        button={<Icon name="dots" />}
        entries={acts.map(({ icon: _drawn, ...act }) => act)}
      />
    )
  return (
    <div className="do" role="toolbar" aria-label={words.followUps(name)}>
      {acts.map(({ key, label, icon, act }) => (
        <button key={key} type="button" className="ib" aria-label={label} title={label} onClick={act}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  )
}

/** Takes it out of the user's own feed; *Undo* brings it back. */
function useRemoving(block: ListedFeed, row: Row): () => void {
  const { feed: words, write, problem } = useWords()
  const source = useSource()
  const toasts = useToasts()
  const set = async (removed: boolean) => {
    const outcome = await source.act(setRemovedContract, { type: String(block.list.table.of), id: row.id, removed })
    const about = typeof row[block.text] === 'string' ? String(row[block.text]) : ''
    if (!outcome.ok) toasts.show({ tone: 'refused', title: write.notSaved, about, detail: problem(outcome.problem) })
    else if (removed)
      toasts.show({ tone: 'done', title: words.removed, about, choices: [{ label: write.undo, isMain: true, run: () => void set(false) }] })
  }
  return () => void set(true)
}
