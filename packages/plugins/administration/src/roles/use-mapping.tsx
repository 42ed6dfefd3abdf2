import type { activateTypeContract } from '@tenure/core/administration'
import type { saveSettingsContract } from '@tenure/core/page'
import { type ElementContext, useText, useToasts } from '@tenure/web/parts'
import { useState } from 'react'
import { changedRoles, type Mapping, type ShownRoles } from './mapping.js'

interface Draft {
  readonly mapping: Mapping
  /** The version that the draft was made on. */
  readonly version: string
}

/** The mapping as a person changes it, saved as a whole against the version that it was made on (MAP-6, WSP-11). */
export function useMapping(shown: ShownRoles, context: Pick<ElementContext, 'act'>) {
  const text = useText()
  const toasts = useToasts()
  const [draft, setDraft] = useState<Draft>()
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const mapping = draft?.mapping ?? shown.mapping
  const version = draft?.version ?? shown.version
  const changed = changedRoles(shown.mapping, mapping)
  const put = (next: Draft | undefined) => {
    setProblem(undefined)
    setDraft(next)
  }
  const save = async () => {
    setSaving(true)
    const values = { section: 'tenure.core/roles', values: mapping, version }
    const outcome = await context.act<typeof saveSettingsContract>('tenure.core/save-settings', values)
    setSaving(false)
    if (!outcome.ok) return setProblem(outcome.problem.code === 'record.conflict' ? undefined : outcome.problem.message)
    put(undefined)
    toasts.show({ tone: 'done', title: text('Object roles saved') })
  }
  const activate = async (type: string) => {
    const outcome = await context.act<typeof activateTypeContract>('tenure.core/activate-type', { type })
    if (!outcome.ok) setProblem(outcome.problem.message)
  }
  return {
    mapping,
    changed,
    isConflict: version !== shown.version && changed.length > 0,
    isSaving,
    problem,
    change: (next: Mapping) => put({ mapping: next, version }),
    discard: () => put(undefined),
    /** Keeps the draft over what somebody else saved. */
    keep: () => put({ mapping, version: shown.version }),
    save,
    activate,
  }
}
