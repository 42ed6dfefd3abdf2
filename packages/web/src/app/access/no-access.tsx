import { sessionContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Session } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { Message } from '../part/states.js'

/** What the user may not do, as the session says it; nothing until it is known. */
export function useRights(): Session['rights'] | undefined {
  return useWatch(sessionContract).value?.rights
}

interface NoAccessProps {
  readonly title: string
  readonly why: string
  /** Names of those who can change it. */
  readonly ask: readonly string[] | undefined
}

/** Why there is nothing to see for lack of a right, and whom to ask. */
export function NoAccess({ title, why, ask = [] }: NoAccessProps): ReactNode {
  const words = useWords().table
  const names = ask.length === 0 ? undefined : ask.slice(1).reduce((some, name) => words.namesOr(some, name), ask[0] ?? '')
  return (
    <Message icon="lock" title={title} role="status">
      {why} {names === undefined ? words.askAnyone : words.askFor(names)}
    </Message>
  )
}
