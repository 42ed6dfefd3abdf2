import type { saveProfileContract } from '@tenure/core/health'
import type { ScoreProfile } from '@tenure/core/score'
import { useToasts } from '@tenure/web/parts'
import { useState } from 'react'
import { isSame } from './profile-draft.js'
import type { Context, ShownProfile } from './shown-profile.js'
import type { ProfileSteps } from './use-profile-steps.js'

/** A profile as it was saved last, and the way to save it. */
export interface Saving {
  readonly version: string
  readonly saved: ScoreProfile
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** The version then; nothing where it was refused, which the person has been told. */
  readonly save: (alerts: boolean, over?: string) => Promise<string | undefined>
  /** Takes what somebody else has saved. */
  readonly takeTheirs: () => void
}

/** Saves the draft; one that somebody else changed meanwhile is asked about. */
export function useSaving(context: Context, profile: ShownProfile, steps: ProfileSteps, onConflict: () => void): Saving {
  const toasts = useToasts()
  const [own, setVersion] = useState(profile.version)
  const [saved, setSaved] = useState(profile.definition)
  const [isSaving, setSaving] = useState(false)
  const draft = steps.now
  // Activating a profile, or making it the main one, is a newer version of the same model: no conflict.
  const version = isSame(profile.definition, saved) ? profile.version : own
  return {
    ...{ version, saved, isSaving },
    isDirty: !isSame(draft, saved),
    async save(alerts, over = version) {
      setSaving(true)
      const input = { profile: profile.id, version: over, definition: draft, alerts }
      const outcome = await context.act<typeof saveProfileContract>('tenure.core/save-profile', input)
      setSaving(false)
      if (!outcome.ok) {
        if (outcome.problem.code === 'record.conflict') onConflict()
        else toasts.show({ tone: 'refused', title: outcome.problem.message })
        return undefined
      }
      setVersion(outcome.value.version)
      setSaved(draft)
      return outcome.value.version
    },
    takeTheirs() {
      setVersion(profile.version)
      setSaved(profile.definition)
      steps.reset(profile.definition)
    },
  }
}
