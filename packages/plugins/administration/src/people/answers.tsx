import type { peopleContract } from '@tenure/core/administration'
import type { Outcome } from '@tenure/core/contract'
import { type AnyAction, type AnyProvider, type ElementContext, Failed, LoadingLines, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useMemo, useRef } from 'react'
import type { z } from 'zod'

/** What the element of the page *Access* gets of the page. */
export type Context = ElementContext<typeof peopleContract>
type Asked<C extends AnyProvider | AnyAction> = z.input<Exclude<C['input'], undefined>>
type Answered<C extends AnyProvider | AnyAction> = z.output<Exclude<C['output'], undefined>>
/** An answer so far. */
export interface Answer<T> {
  readonly value: T | undefined
  readonly problem: Parameters<typeof Failed>[0]['problem'] | undefined
}

/** The newest answer of a provider. While another question waits for its first answer, the one before stays. */
export function useAnswer<P extends AnyProvider>(context: Context, id: P['id'], input?: Asked<P>): Answer<Answered<P>> {
  const asked = JSON.stringify(input)
  const live = useMemo(() => context.watch<P>(id, ...([input] as never)), [id, asked])
  const frame = useLive(live)
  const kept = useRef<Answered<P> | undefined>(undefined)
  if (frame !== undefined && 'value' in frame && frame.value !== undefined) kept.current = frame.value as Answered<P>
  const problem = frame?.state === 'stale' ? frame.problem : undefined
  return { value: problem !== undefined && frame?.value === undefined ? undefined : kept.current, problem }
}

/** Draws an answer, or what keeps it from being drawn. */
export function Answered<T>({
  answer,
  what,
  children,
}: {
  readonly answer: Answer<T>
  readonly what: string
  readonly children: (value: T) => ReactNode
}): ReactNode {
  if (answer.value !== undefined) return children(answer.value)
  return answer.problem === undefined ? <LoadingLines /> : <Failed what={what} problem={answer.problem} />
}

/** What is said of a change. */
export interface Said<Answer = never> {
  readonly title: string
  readonly about?: string
  /** What is said beside it, by the answer; nothing is said where that is `undefined`. */
  readonly told?: (answer: Answer) => { readonly tone: 'done' | 'refused'; readonly detail?: string } | undefined
  /** It cannot be undone. */
  readonly isFinal?: boolean
}
/** Runs an action and says what became of it, with *Undo* where there is one; the answer, or nothing where it was refused. */
export type Change = <A extends AnyAction>(id: A['id'], input: Asked<A>, said: Said<Answered<A>>) => Promise<Answered<A> | undefined>

/** Changes something and says so. */
export function useChange(context: Context): Change {
  const toasts = useToasts()
  const text = useText()
  return async <A extends AnyAction>(id: A['id'], input: Asked<A>, { title, about, told, isFinal = false }: Said<Answered<A>>) => {
    const key = crypto.randomUUID()
    const outcome = (await context.act<A>(id, ...([input, { key }] as never))) as Outcome<Answered<A>>
    const named = about === undefined ? {} : { about }
    if (!outcome.ok) {
      toasts.show({ tone: 'refused', title: text('Not saved'), ...named, detail: text(outcome.problem.message) })
      return undefined
    }
    const answer = outcome.value ?? ({} as Answered<A>)
    const more = told === undefined ? {} : told(answer)
    if (more !== undefined) toasts.show({ tone: 'done', title, ...named, ...more, ...(!isFinal && { undo: { action: id, key } }) })
    return answer
  }
}
