import type { profilePreviewContract } from '@tenure/core/health'
import type { ScoreProfile } from '@tenure/core/score'
import { useLive } from '@tenure/web/parts'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Context, Fault, Preview } from '../shown-profile.js'

/** What a draft would do, as far as it is known. */
export interface ShownPreview {
  /** The newest answer; the one for the draft before stays until there is another. */
  readonly value: Preview | undefined
  readonly faults: readonly Fault[] | undefined
  /** Whether it is of the draft before, or not of all customers yet. */
  readonly isBehind: boolean
  /** It is of an earlier draft, since this one has faults. */
  readonly isOfEarlier: boolean
  readonly problem: string | undefined
}
interface Asked {
  readonly definition: ScoreProfile
  readonly record: string | undefined
  readonly against: string | undefined
}
/** So long does typing rest before it is asked again. */
const restMs = 200

/** Asks what a draft would do, as it is typed: an answer that nobody waits for any more is not worked out further. */
export function usePreview(context: Context, asked: Asked): ShownPreview {
  const key = JSON.stringify(asked)
  const rested = useRested(key)
  const live = useMemo(() => {
    const { definition, record, against } = JSON.parse(rested) as Asked
    const input = { definition, ...(record !== undefined && { record }), ...(against !== undefined && { against }) }
    return context.watch<typeof profilePreviewContract>('tenure.core/profile-preview', input)
  }, [context.watch, rested])
  const frame = useLive(live)
  const last = useRef<Preview>(undefined)
  // Where there are faults nothing is scored: what is known of the draft before stays.
  if (frame?.value !== undefined && frame.value.faults.length === 0) last.current = frame.value
  const isWhole = frame?.value !== undefined && frame.value.done >= frame.value.total
  const problem = frame?.state === 'stale' ? frame.problem : undefined
  return {
    value: last.current,
    faults: problem === undefined ? frame?.value?.faults : faultsIn(problem),
    isBehind: key !== rested || !isWhole,
    isOfEarlier: (frame?.value?.faults.length ?? 0) > 0,
    problem: problem?.message,
  }
}
// What the model itself does not allow, such as an empty name, is named by its place as well.
function faultsIn(problem: { readonly message: string; readonly details?: unknown }): readonly Fault[] {
  const { issues = [] } = (problem.details ?? {}) as {
    readonly issues?: readonly { readonly path: readonly unknown[]; readonly message: string }[]
  }
  if (issues.length === 0) return [{ path: [], message: problem.message }]
  return issues.map(({ path, message }) => {
    const own = path[0] === 'definition' ? path.slice(1) : path
    return { path: own.map((part) => (typeof part === 'number' ? part : String(part))), message }
  })
}
function useRested(key: string): string {
  const [rested, setRested] = useState(key)
  useEffect(() => {
    if (key === rested) return
    const timer = setTimeout(() => setRested(key), restMs)
    return () => clearTimeout(timer)
  }, [key, rested])
  return rested
}
