import type { ActionContract, Outcome } from '@tenure/core/contract'
import { useCallback } from 'react'
import { useWords } from '../../words/use-words.js'
import { useSource } from '../data/use-source.js'
import { useToasts } from '../toast/toasts.js'

/** How it is said what became of an action. */
export interface Said {
  /** What has happened when it succeeded. */
  readonly title: string
  /** What it concerns. */
  readonly about: string
  /** It cannot be undone. */
  readonly isFinal?: true
  /** The place itself says why it was refused. */
  readonly isShownInPlace?: true
}

/** Runs actions and says what became of them: done with *Undo*, or refused with the reason. */
export function useAct(): <Input, Output, Asked>(
  contract: ActionContract<Input, Output, Asked>,
  input: Asked,
  said: Said,
) => Promise<Outcome<Output>> {
  const source = useSource()
  const toasts = useToasts()
  const { write: words, problem: say } = useWords()
  return useCallback(
    async (contract, input, { title, about, isFinal, isShownInPlace }) => {
      const key = crypto.randomUUID()
      const act = source.act as (contract: unknown, input: unknown, options: { readonly key: string }) => ReturnType<typeof source.act>
      const outcome = (await act(contract, input, { key })) as Outcome<never>
      if (outcome.ok) toasts.show({ tone: 'done', title, about, ...(isFinal ? {} : { undo: { action: contract.id, key } }) })
      else if (!isShownInPlace) toasts.show({ tone: 'refused', title: words.notSaved, about, detail: say(outcome.problem) })
      return outcome
    },
    [source, toasts, words, say],
  )
}
