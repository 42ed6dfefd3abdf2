import { deleteViewContract, saveViewContract, setDefaultViewContract } from '@tenure/core/page'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useViewWords } from '../language/use-view-words.js'
import { useToasts } from '../toast/toasts.js'
import { useAct } from '../write/use-act.js'

/** What can be done with views besides, each said with *Undo*. */
export interface ViewActs {
  readonly share: (view: SavedView, isShared: boolean) => Promise<void>
  /** Puts a view at a place among the default ones; `null` takes it off. Whether that was done. */
  readonly setDefault: (view: SavedView, place: number | null, description?: string) => Promise<boolean>
  readonly remove: (view: SavedView) => Promise<void>
}

/** Shares views, puts them among the default ones, and deletes them. */
export function useViewActs(collection: string): ViewActs {
  const { go } = useAddress()
  const source = useSource()
  const toasts = useToasts()
  const { number } = useReading().formats
  const words = useViewWords()
  const { problem: say } = useWords()
  const act = useAct()
  const refuse = (title: string, message: string) => toasts.show({ tone: 'refused', title: words.notSaved, about: title, detail: message })
  return {
    share: async ({ id, title }, isShared) => {
      const key = crypto.randomUUID()
      const input = { id, collection, audience: isShared ? 'everyone' : 'private' } as const
      const outcome = await source.act(saveViewContract, input, { key })
      if (!outcome.ok) return void refuse(title, say(outcome.problem))
      const said = isShared ? words.isShared : outcome.value.lostPlace ? words.lostPlace : words.isPrivate
      toasts.show({ tone: 'done', title: said, about: title, undo: { action: saveViewContract.id, key } })
    },
    setDefault: async ({ id, title }, place, description) => {
      const key = crypto.randomUUID()
      const input = { collection, view: id, place, ...(description !== undefined && { description }) }
      const outcome = await source.act(setDefaultViewContract, input, { key })
      const { problem } = outcome.ok ? { problem: undefined } : outcome
      const isTooMany = problem?.code === 'input.too-large'
      if (problem !== undefined) refuse(title, isTooMany ? words.tooMany(number(problem.details.max)) : say(problem))
      else {
        const said = place === null ? words.noDefault : words.isDefault
        toasts.show({ tone: 'done', title: said, about: title, undo: { action: setDefaultViewContract.id, key } })
      }
      return outcome.ok
    },
    remove: async ({ id, title }) => {
      const { ok } = await act(deleteViewContract, { id }, { title: words.deleted, about: title })
      if (ok) go({ view: undefined, filter: undefined, sort: [], columns: undefined }, 'replace')
    },
  }
}
