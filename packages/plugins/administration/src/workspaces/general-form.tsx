import type { saveWorkspaceContract } from '@tenure/core/administration'
import { Effects, type ElementContext, Icon, Message, SaveBar, type Text, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Conflict } from '../settings/conflict.js'
import { type Faults, faultsOf, refusalOf } from '../settings/faults.js'
import { Review } from '../settings/review.js'
import type { FormParts } from '../settings/section-form.js'
import { useDraft } from '../settings/use-draft.js'
import { seenBy } from '../settings/when-you-save.js'
import { GeneralFields, type GeneralValues } from './general-fields.js'
import { pendingTeams, people, type ShownWorkspace, teamNames, type WorkspaceList } from './list.js'

interface GeneralFormProps {
  readonly context: ElementContext
  readonly list: WorkspaceList
  readonly workspace: ShownWorkspace
  readonly layout: (parts: FormParts) => ReactNode
}

/** The General settings of a workspace: saved as one change, with the teams that move here. */
export function GeneralForm({ context, list, workspace, layout }: GeneralFormProps): ReactNode {
  const text = useText()
  const form = useGeneralForm(context, workspace)
  const [isReviewed, setReviewed] = useState(false)
  const { draft, move, faults } = form
  const pending = pendingTeams(list, workspace.id, draft.values.teams, move)
  const words = (field: keyof GeneralValues, of: GeneralValues) => wordsOf(list, field, of) || text('Nothing')
  const label = { name: text('Name'), description: text('Description'), teams: text('Teams') }
  const changes = (['name', 'description', 'teams'] as const)
    .filter((field) => draft.changed.includes(field))
    .map((field) => ({ field, label: label[field], before: words(field, toValues(workspace)), after: words(field, draft.values) }))
  return layout({
    fields: workspace.over ? (
      <Message icon="lock" title={text('{name} is kept as it is.', { name: workspace.name })}>
        {list.full ?? text('The edition has fewer team workspaces. This one can only be deleted.')}
      </Message>
    ) : (
      <EditedFields {...{ context, list, workspace, form, text, words }} />
    ),
    aside: <GeneralEffects list={list} workspace={workspace} values={draft.values} text={text} />,
    bar: (
      <>
        <SaveBar
          what={text('General')}
          changes={draft.changed.length}
          faults={Object.keys(faults).length + draft.conflicts.length + pending.length}
          isSaving={form.isSaving}
          save={() => void form.save()}
          discard={form.discard}
          review={() => setReviewed(true)}
        />
        {isReviewed ? <Review text={text} what={text('General')} close={() => setReviewed(false)} changes={changes} /> : null}
      </>
    ),
  })
}

/** The draft of General settings with the teams whose move is asked for, what is wrong with it, and saving it whole. */
function useGeneralForm(context: ElementContext, workspace: ShownWorkspace) {
  const text = useText()
  const toasts = useToasts()
  const { id, version, main } = workspace
  const draft = useDraft<GeneralValues>({ values: toValues(workspace), version })
  const [move, setMove] = useState<readonly string[]>([])
  const [refused, setRefused] = useState<Faults>({})
  const [isSaving, setSaving] = useState(false)
  const discard = () => {
    setRefused({})
    setMove([])
    draft.discard()
  }
  const save = async () => {
    setSaving(true)
    const outcome = await context.act<typeof saveWorkspaceContract>('tenure.core/save-workspace', {
      workspace: id,
      values: { ...draft.values, teams: main ? [] : [...draft.values.teams] },
      version,
      move: [...move],
    })
    setSaving(false)
    if (outcome.ok) return discard()
    const own = faultsOf(outcome)
    setRefused(own ?? {})
    if (own === undefined) toasts.show({ tone: 'refused', title: refusalOf(outcome, text) })
  }
  const set = (change: Partial<GeneralValues>) => {
    setRefused({})
    draft.set(change)
  }
  const faults: Faults = { ...(draft.values.name.trim() === '' && { name: text('A workspace needs a name.') }), ...refused }
  return { draft, move, setMove, faults, isSaving, save, set, discard }
}

interface EditedFieldsProps {
  readonly context: ElementContext
  readonly list: WorkspaceList
  readonly workspace: ShownWorkspace
  readonly form: ReturnType<typeof useGeneralForm>
  readonly text: Text
  readonly words: (field: keyof GeneralValues, of: GeneralValues) => string
}
function EditedFields({ context, list, workspace, form, text, words }: EditedFieldsProps): ReactNode {
  const { draft, move, setMove, faults, set } = form
  const conflict = (field: keyof GeneralValues) =>
    draft.conflicts.includes(field) ? (
      <Conflict
        context={context}
        place={{ workspace: workspace.id }}
        text={text}
        mine={words(field, draft.values)}
        theirs={words(field, toValues(workspace))}
        keepMine={() => draft.keepMine(field)}
        takeTheirs={() => draft.takeTheirs(field)}
      />
    ) : null
  return (
    <GeneralFields
      {...{ list, move, setMove, faults, set, text }}
      values={draft.values}
      own={workspace.id}
      isMain={workspace.main}
      below={conflict}
    />
  )
}

interface GeneralEffectsProps {
  readonly list: WorkspaceList
  readonly workspace: ShownWorkspace
  readonly values: GeneralValues
  readonly text: Text
}
/** Who works in the workspace, and who comes and goes with its teams. */
function GeneralEffects({ list, workspace, values, text }: GeneralEffectsProps): ReactNode {
  const count = (ids: readonly string[]) => list.teams.filter(({ id }) => ids.includes(id)).reduce((sum, team) => sum + team.people, 0)
  const come = count(values.teams.filter((id) => !workspace.teams.includes(id)))
  const go = workspace.main ? 0 : count(workspace.teams.filter((id) => !values.teams.includes(id)))
  const main = list.workspaces.find((one) => one.main)?.name ?? ''
  const lines = [
    { icon: 'users', line: seenBy(workspace.people, workspace.teams.length, text) },
    ...(come > 0 ? [{ icon: 'team', line: text('{who} will see {workspace}.', { who: people(come, text), workspace: values.name }) }] : []),
    ...(go > 0 ? [{ icon: 'home', line: text('{who} will see {workspace}.', { who: people(go, text), workspace: main }) }] : []),
  ]
  return (
    <Effects title={text('When you save')}>
      <ul>
        {lines.map(({ icon, line }) => (
          <li key={icon}>
            <Icon name={icon} size={14} />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </Effects>
  )
}

function toValues({ name, description, teams, main }: ShownWorkspace): GeneralValues {
  return { name, description, teams: main ? [] : teams.toSorted() }
}
function wordsOf(list: WorkspaceList, field: keyof GeneralValues, values: GeneralValues): string {
  return field === 'teams' ? teamNames(list, values.teams) : values[field]
}
