import type { saveObjectTypeContract } from '@tenure/core/administration'
import { type ElementContext, Field, SaveBar, SidePanel, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useState } from 'react'
import { AssociationsPart } from './associations-part.js'
import { PipelinesPart } from './pipelines-part.js'
import { PropertiesPart } from './properties-part.js'
import { newDraft, type PartProps, type ShownType, type TypeDraft, toDraft } from './type-draft.js'

interface TypePanelProps {
  /** Absent for a new one. */
  readonly type: ShownType | undefined
  readonly edits: boolean
  readonly types: readonly ShownType[]
  readonly context: Pick<ElementContext, 'act' | 'goTo'>
}
/** One object type with its properties, associations and pipelines: an editor for those that people made. */
export function TypePanel({ type, edits, types, context }: TypePanelProps): ReactNode {
  const text = useText()
  const [changed, setChanged] = useState<TypeDraft>()
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const [savedAs, setSavedAs] = useState<string>()
  useOpening(type === undefined ? savedAs : undefined, context.goTo)
  const saved = type === undefined ? newDraft(text('Name')) : toDraft(type)
  const draft = changed ?? saved
  const isChanged = changed !== undefined && JSON.stringify(changed) !== JSON.stringify(saved)
  const change = (part: Partial<TypeDraft>) => {
    setProblem(undefined)
    setChanged({ ...draft, ...part })
  }
  const save = async () => {
    setSaving(true)
    const outcome = await context.act<typeof saveObjectTypeContract>('tenure.core/save-object-type', draft)
    setSaving(false)
    if (!outcome.ok) return setProblem(outcome.problem.message)
    setChanged(undefined)
    setProblem(undefined)
    setSavedAs(outcome.value.name)
  }
  const named = draft.label.trim() !== '' && draft.plural.trim() !== ''
  const title = type === undefined ? text('New object type') : text(type.label)
  const parts = { draft, edits, types, change }
  return (
    <SidePanel
      label={title}
      lead={<h2>{title}</h2>}
      close={() => context.goTo(undefined)}
      bar={
        <SaveBar
          what={draft.label || text('Object type')}
          changes={isChanged ? 1 : 0}
          faults={isChanged && !named ? 1 : 0}
          isSaving={isSaving}
          save={() => void save()}
          discard={() => setChanged(undefined)}
        />
      }
    >
      <div className="type-form">
        {problem === undefined ? null : (
          <p className="type-problem" role="alert">
            {problem}
          </p>
        )}
        {edits ? null : (
          <p className="small t2">{text('It comes with Tenure, a plugin or an import. Only object types of your own are changed here.')}</p>
        )}
        <NamesPart {...parts} />
        <PropertiesPart {...parts} />
        <AssociationsPart {...parts} />
        <PipelinesPart {...parts} />
      </div>
    </SidePanel>
  )
}

function NamesPart({ draft, edits, change }: PartProps): ReactNode {
  const text = useText()
  return (
    <>
      <Field label={text('Name of one')}>
        <TextInput value={draft.label} onChange={(label) => change({ label })} isDisabled={!edits} placeholder={text('Account')} />
      </Field>
      <Field label={text('Name of several')}>
        <TextInput value={draft.plural} onChange={(plural) => change({ plural })} isDisabled={!edits} placeholder={text('Accounts')} />
      </Field>
    </>
  )
}

// Goes to the new type once nothing is unsaved: a form with changes asks before it is left.
function useOpening(name: string | undefined, goTo: ElementContext['goTo']): void {
  useEffect(() => {
    if (name !== undefined) goTo(name)
  }, [name])
}
