import { searchContract } from '@tenure/core/page'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import type { ShownProblem } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { archivedIn } from './archived-in.js'
import { isNamedBy } from './entries.js'

/** A record that was found. */
export type Hit = z.output<typeof searchContract.output>['hits'][number]
/** What was found, as far as it is known. */
export interface Searched {
  readonly hits: readonly Hit[]
  /** Whether these are the records of the text, and not of the one before. */
  readonly isSettled: boolean
  readonly problem: ShownProblem | undefined
}

const limit = 10
/** Who types on does not wait for what was typed before. */
const pauseMs = 60

/** Records that meet a text. Each further letter ends the search before it; what that had found stays until the next answer. */
export function useSearch(text: string): Searched {
  const inArchive = archivedIn(text, useWords().palette.archived)
  const wanted = (inArchive ?? text).trim()
  const asked = useAfterPause(wanted)
  const { value, problem } = useWatch(asked === '' ? undefined : searchContract, { text: asked, limit, archived: inArchive !== undefined })
  const last = useRef<readonly Hit[]>([])
  if (value !== undefined) last.current = value.hits
  if (asked === '' || problem !== undefined) last.current = []
  const isAnswered = value !== undefined || problem !== undefined || asked === ''
  const isSettled = asked === wanted && isAnswered
  // Until the answer comes, only what meets the new text too may be chosen.
  const hits = isSettled ? last.current : last.current.filter(({ title, detail }) => isNamedBy(wanted, title, detail))
  return { hits: wanted === '' ? [] : hits, isSettled, problem }
}

function useAfterPause(text: string): string {
  const [taken, setTaken] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setTaken(text), text === '' ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return taken
}
