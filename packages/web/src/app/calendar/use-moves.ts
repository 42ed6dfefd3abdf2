import type { CalendarItem } from '@tenure/core/block'
import { useEffect, useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { isSameTime } from '../agenda/moved.js'
import { keyOf } from '../agenda/placed.js'
import { actionOf } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useToasts } from '../toast/toasts.js'

/** Which times of a series move. */
export type Scope = 'one' | 'following' | 'all'
interface Pending {
  readonly was: CalendarItem
  readonly is: CalendarItem
}
/** Items as the person has moved them, and the way to move another. */
export interface Moves {
  readonly items: readonly CalendarItem[]
  readonly send: (was: CalendarItem, is: CalendarItem, scope: Scope) => void
}

/** Moves items at once; the stream confirms a move, and a refusal takes it back and says why. */
export function useMoves(
  action: `${string}/${string}` | undefined,
  items: readonly CalendarItem[],
  whenOf: (item: CalendarItem) => string,
): Moves {
  const source = useSource()
  const toasts = useToasts()
  const { translate } = useReading()
  const { calendar: words, write, problem: textOf } = useWords()
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map())
  const drop = (key: string) => setPending((all) => new Map([...all].filter(([each]) => each !== key)))
  useEffect(() => {
    if (pending.size === 0) return
    const there = new Map(items.map((item) => [keyOf(item), item]))
    const open = [...pending].filter(([key, { was }]) => there.has(key) && isSameTime(there.get(key) as CalendarItem, was))
    if (open.length < pending.size) setPending(new Map(open))
  }, [items])
  const shown = useMemo(() => items.map((item) => pending.get(keyOf(item))?.is ?? item), [items, pending])
  const send = async (was: CalendarItem, is: CalendarItem, scope: Scope): Promise<void> => {
    if (action === undefined) return
    const key = keyOf(was)
    const undo = crypto.randomUUID()
    setPending((all) => new Map(all).set(key, { was, is }))
    const outcome = await source.act(actionOf(action), inputOf(was, is, scope), { key: undo })
    if (outcome.ok) return void toasts.show({ tone: 'done', title: words.moved(whenOf(is)), about: was.title, undo: { action, key: undo } })
    drop(key)
    toasts.show({
      ...{ tone: 'refused', title: words.notMoved, about: was.title, detail: translate(textOf(outcome.problem)) },
      choices: [{ label: write.tryAgain, run: () => void send(was, is, scope) }],
    })
  }
  return { items: shown, send: (was, is, scope) => void send(was, is, scope) }
}
function inputOf(was: CalendarItem, { type, id, at, startAt, endAt, days }: CalendarItem, scope: Scope) {
  const times = days ? { firstDay: days.first, lastDay: days.last } : { startAt, endAt }
  return { type, id, scope, was: was.days?.first ?? was.startAt, ...(at !== undefined && { at }), ...times }
}
