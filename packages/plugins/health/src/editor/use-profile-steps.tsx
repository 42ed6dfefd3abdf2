import type { ScoreProfile } from '@tenure/core/score'
import { useEffect, useRef, useState } from 'react'
import { type Steps, stepBack, stepTo } from './profile-draft.js'

/** A profile while it is edited: Ctrl Z takes the last step back. */
export interface ProfileSteps {
  readonly now: ScoreProfile
  readonly mayUndo: boolean
  change(next: ScoreProfile, key?: string): void
  undo(): void
  /** Begins at this profile: nothing can be undone. */
  reset(profile: ScoreProfile): void
}
/** Keeps the steps of editing a profile. In a field of text the browser undoes what is typed. */
export function useProfileSteps(start: ScoreProfile): ProfileSteps {
  const [steps, setSteps] = useState<Steps<ScoreProfile>>({ now: start, past: [], key: undefined })
  const undo = () => setSteps(stepBack)
  const latest = useRef(undo)
  latest.current = undo
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isText = event.target instanceof Element && event.target.matches('input:not([type="checkbox"], [type="radio"]), textarea')
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || isText) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return {
    now: steps.now,
    mayUndo: steps.past.length > 0,
    change: (next, key) => setSteps((before) => stepTo(before, next, key)),
    undo,
    reset: (profile) => setSteps({ now: profile, past: [], key: undefined }),
  }
}
