import type { SettingsField, saveSettingsContract } from '@tenure/core/page'
import { type ElementContext, Message, SaveBar, type Text, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Conflict } from './conflict.js'
import { type Faults, faultsOf, keyOf, refusalOf } from './faults.js'
import { Review } from './review.js'
import { SettingField } from './setting-field.js'
import { choiceOf, isMissing, type Section, type SectionValues, wordsOf } from './setting-value.js'
import { type Draft, useDraft } from './use-draft.js'
import { WhenYouSave } from './when-you-save.js'

/** The parts of a form, which its page lays out. */
export interface FormParts {
  readonly fields: ReactNode
  readonly aside: ReactNode
  readonly bar: ReactNode
}
interface SectionFormProps {
  readonly context: ElementContext
  readonly section: Section
  readonly layout: (parts: FormParts) => ReactNode
}

/** The form of any section of the settings: it needs no code of the section's plugin. */
export function SectionForm({ context, section, layout }: SectionFormProps): ReactNode {
  const text = useText()
  const form = useSectionForm(context, section)
  const [isReviewed, setReviewed] = useState(false)
  const { draft, faults, save, isSaving, set, discard } = form
  const wordsFor = (field: SettingsField, value: unknown) => wordsOf(section, field, value, text)
  const changes = section.fields
    .filter(({ field }) => draft.changed.includes(field))
    .map((field) => ({
      field: field.field,
      label: field.label,
      before: wordsFor(field, savedValue(section, field)),
      after: wordsFor(field, draft.values[field.field]),
    }))
  return layout({
    fields:
      section.fields.length === 0 ? (
        <Message icon="settings" title={text('There is nothing to set here.')} />
      ) : (
        section.fields.map((field) => (
          <div key={field.field}>
            <SettingField {...{ section, field, faults, text }} value={draft.values[field.field]} set={(value) => set(field, value)} />
            <FieldConflict context={context} section={section} field={field} draft={draft} text={text} />
          </div>
        ))
      ),
    aside: <WhenYouSave {...{ context, text }} workspace={section.workspace?.id} section={section.section} values={draft.values} />,
    bar: (
      <>
        <SaveBar
          what={section.title}
          changes={draft.changed.length}
          faults={Object.keys(faults).length + draft.conflicts.length}
          isSaving={isSaving}
          save={() => void save()}
          discard={discard}
          review={() => setReviewed(true)}
        />
        {isReviewed ? <Review text={text} what={section.title} close={() => setReviewed(false)} changes={changes} /> : null}
      </>
    ),
  })
}

/** The draft of a section, what is wrong with it, and saving it whole. */
function useSectionForm(context: ElementContext, section: Section) {
  const text = useText()
  const toasts = useToasts()
  const draft = useDraft<SectionValues>({ values: section.values as SectionValues, version: section.version })
  const [refused, setRefused] = useState<Faults>({})
  const [isSaving, setSaving] = useState(false)
  const discard = () => {
    setRefused({})
    draft.discard()
  }
  const save = async () => {
    setSaving(true)
    const outcome = await context.act<typeof saveSettingsContract>('tenure.core/save-settings', {
      section: section.section,
      values: draft.values as never,
      version: section.version,
      ...(section.workspace !== undefined && { workspace: section.workspace.id }),
    })
    setSaving(false)
    if (outcome.ok) return discard()
    const own = faultsOf(outcome)
    setRefused(own ?? {})
    if (own === undefined) toasts.show({ tone: 'refused', title: refusalOf(outcome, text) })
  }
  const set = (field: SettingsField, value: unknown) => {
    setRefused(withoutField(refused, field.field))
    draft.set({ [field.field]: value })
  }
  const faults = { ...savedFaults(section, draft.changed, text), ...missing(section, draft.values, text), ...refused }
  return { draft, faults, save, isSaving, set, discard }
}

interface FieldConflictProps {
  readonly context: ElementContext
  readonly section: Section
  readonly field: SettingsField
  readonly draft: Draft<SectionValues>
  readonly text: Text
}
function FieldConflict({ context, section, field, draft, text }: FieldConflictProps): ReactNode {
  if (!draft.conflicts.includes(field.field)) return null
  return (
    <Conflict
      context={context}
      place={{ section: section.section, ...(section.workspace !== undefined && { workspace: section.workspace.id }) }}
      text={text}
      mine={wordsOf(section, field, draft.values[field.field], text)}
      theirs={wordsOf(section, field, savedValue(section, field), text)}
      keepMine={() => draft.keepMine(field.field)}
      takeTheirs={() => draft.takeTheirs(field.field)}
    />
  )
}
function savedValue(section: Section, { field }: SettingsField): unknown {
  return Reflect.get(Object(section.values), field)
}

// What is wrong with saved values concerns a field until it is changed.
function savedFaults(section: Section, changed: readonly string[], text: Text): Faults {
  const own = section.problems.filter(({ path }) => !changed.includes(String(path[0])))
  return Object.fromEntries(own.map(({ path, message }) => [keyOf(path), gone(section, path, text) ?? message]))
}
function gone(section: Section, [field = '', type]: readonly (string | number)[], text: Text): string | undefined {
  const choice = choiceOf(section, String(field), type === undefined ? undefined : String(type))
  const value = Reflect.get(Object(section.values), field)
  const saved: unknown = type === undefined ? value : Reflect.get(Object(value), type)
  if (choice === undefined || typeof saved !== 'string') return undefined
  return text('“{value}” is not there any more. Choose another one.', { value: saved })
}
function missing(section: Section, values: SectionValues, text: Text): Faults {
  const empty = section.fields.filter((field) => !field.each && isMissing(field, values[field.field]))
  return Object.fromEntries(empty.map(({ field }) => [field, text('This is needed. Fill it in.')]))
}
function withoutField(faults: Faults, field: string): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([key]) => key.split(' ')[0] !== field))
}
