import type { Outcome } from '@tenure/core/contract'
import { type ReactNode, useState } from 'react'
import { Confirm } from '../part/confirm.js'
import { useToasts } from '../toast/toasts.js'

interface LinkRowProps {
  readonly name: string
  /** What is known of it, such as when it was opened last. */
  readonly facts: readonly string[]
  /** What is said where it is withdrawn, in the language of the page. */
  readonly words: {
    readonly withdraw: string
    /** The button with the name of the link. */
    readonly withdrawIt: string
    readonly question: string
    readonly consequence: string
    readonly verb: string
    readonly done: string
    readonly refused: string
  }
  readonly withdraw: () => Promise<Outcome<unknown>>
}

/** One public link in a list of them: what is known of it, and withdrawing it after a question. */
export function LinkRow({ name, facts, words, withdraw }: LinkRowProps): ReactNode {
  const toasts = useToasts()
  const [isAsking, setAsking] = useState(false)
  const run = async () => {
    const outcome = await withdraw()
    if (outcome.ok) toasts.show({ tone: 'done', title: words.done, about: name })
    else toasts.show({ tone: 'refused', title: words.refused, about: name, detail: outcome.problem.message })
  }
  return (
    <li className="link-row">
      <div className="grow">
        <b dir="auto">{name}</b>
        <p className="small t3">{facts.join(' · ')}</p>
      </div>
      <button type="button" className="btn" aria-label={words.withdrawIt} onClick={() => setAsking(true)}>
        {words.withdraw}
      </button>
      {isAsking ? (
        <Confirm title={words.question} text={words.consequence} verb={words.verb} run={() => void run()} close={() => setAsking(false)} />
      ) : null}
    </li>
  )
}
