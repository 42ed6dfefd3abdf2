import { type AnyAction, type ElementContext, useText, useToasts } from '@tenure/web/parts'
import type { z } from 'zod'

type Asked<A extends AnyAction> = z.input<Exclude<A['input'], undefined>>
type Answer<A extends AnyAction> = z.output<Exclude<A['output'], undefined>>
/** What is run, and what is said when it is done: with the thing that it is about. */
interface Step<A extends AnyAction> {
  readonly id: A['id']
  readonly input: Asked<A>
  readonly said: string
  readonly about?: string | undefined
}
/** Runs an action and says what became of it: with undo where it is done, with the reason where it is refused. `undefined` where it was refused. */
export type Acting = <A extends AnyAction>(step: Step<A>) => Promise<Answer<A> | 'done' | undefined>

/** What the parts of the tab do. */
export function useActing(context: ElementContext): Acting {
  const text = useText()
  const toasts = useToasts()
  return async ({ id, input, said, about }) => {
    const key = crypto.randomUUID()
    const outcome = await context.act(id, input as never, { key })
    const named = about === undefined ? {} : { about }
    if (!outcome.ok) {
      toasts.show({ tone: 'refused', title: text('Not done'), ...named, detail: text(outcome.problem.message) })
      return undefined
    }
    toasts.show({ tone: 'done', title: text(said), ...named, undo: { action: id, key } })
    return (outcome.value ?? 'done') as never
  }
}
