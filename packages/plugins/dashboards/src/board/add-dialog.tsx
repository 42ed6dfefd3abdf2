import type { workspacesContract } from '@tenure/core/administration'
import type { sessionContract } from '@tenure/core/page'
import { Button, ChooseSeveral, Dialog, type ElementContext, Field, Segmented, type Text, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { addDashboardsContract } from '../desk/board-contract.js'
import { useActing } from './acting.js'
import type { BoardList } from './place.js'

interface AddDialogProps {
  readonly context: ElementContext
  readonly list: BoardList
  readonly text: Text
  readonly close: () => void
  readonly opened: (id: string) => void
  /** The dashboard that is added, where it is open. */
  readonly chosen?: string
}

/** Adds dashboards to the workspace: which ones, for whom, and the box that says that these users get view access (DSH-1). */
export function AddDialog({ context, list, text, close, opened, chosen }: AddDialogProps): ReactNode {
  const act = useActing(context)
  const [ids, setIds] = useState<readonly string[]>(chosen === undefined ? [] : [chosen])
  const [audience, setAudience] = useState<'everyone' | 'teams'>('everyone')
  const [teams, setTeams] = useState<readonly string[]>([])
  const [isConfirmed, confirm] = useState(false)
  const place = usePlace(context)
  const own = list.rows.filter((each) => each.audience === 'private' && each.own)
  const isWhole = ids.length > 0 && (audience === 'everyone' || teams.length > 0)
  // Others would get access: that is confirmed by itself.
  const afresh =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      confirm(false)
    }
  const add = async () => {
    const about = own.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
    const done = await act<typeof addDashboardsContract>({
      id: 'tenure.dashboards/add-dashboards',
      input: { ids: [...ids], audience, teams: audience === 'teams' ? [...teams] : [], confirmed: true },
      said: 'Added to the workspace',
      about: about.join(', '),
    })
    if (done === undefined) return
    close()
    if (ids[0] !== undefined) opened(ids[0])
  }
  return (
    <Dialog title={text('Add dashboards to the workspace')} subject={place.workspace} isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (isWhole && isConfirmed) void add()
        }}
      >
        <div className="form-fields fields">
          <WhichDashboards {...{ text, own, ids }} onChange={setIds} />
          <Audience {...{ text, audience }} onChange={afresh(setAudience)} />
          {audience === 'teams' ? <WhichTeams {...{ text, teams, offered: place.teams }} onChange={afresh(setTeams)} /> : null}
        </div>
        <label className="check">
          <input type="checkbox" checked={isConfirmed} disabled={!isWhole} onChange={(event) => confirm(event.target.checked)} />
          <span>{whoGets(text, place, audience === 'everyone' ? undefined : teams)}</span>
        </label>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={!isWhole || !isConfirmed}>
            {text('Add')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface WhichProps {
  readonly text: Text
  readonly own: BoardList['rows']
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}
function WhichDashboards({ text, own, ids, onChange }: WhichProps): ReactNode {
  const hint =
    own.length === 0 ? 'You have no dashboard of your own yet. Make one first.' : 'Those of your own that are not in the workspace.'
  return (
    <Field label={text('Dashboards')} hint={text(hint)}>
      <ChooseSeveral
        label={text('Dashboards')}
        value={ids}
        onChange={onChange}
        options={own.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

interface WhichTeamsProps {
  readonly text: Text
  readonly offered: ReturnType<typeof usePlace>['teams']
  readonly teams: readonly string[]
  readonly onChange: (teams: readonly string[]) => void
}
function WhichTeams({ text, offered, teams, onChange }: WhichTeamsProps): ReactNode {
  return (
    <Field label={text('Teams')}>
      <ChooseSeveral
        label={text('Teams')}
        value={teams}
        onChange={onChange}
        options={offered.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

interface AudienceProps {
  readonly text: Text
  readonly audience: 'everyone' | 'teams'
  readonly onChange: (audience: 'everyone' | 'teams') => void
}
function Audience({ text, audience, onChange }: AudienceProps): ReactNode {
  return (
    <Field label={text('For whom')}>
      <Segmented
        label={text('For whom')}
        value={audience}
        onChange={(value) => onChange(value === 'teams' ? 'teams' : 'everyone')}
        options={[
          { value: 'everyone', label: text('Available to everyone') },
          { value: 'teams', label: text('Assign to teams') },
        ]}
      />
    </Field>
  )
}

/** Who gets view access, in a sentence. */
function whoGets(text: Text, { workspace, people, teams }: ReturnType<typeof usePlace>, chosen: readonly string[] | undefined): string {
  if (chosen === undefined)
    return people === 1
      ? text('Everyone in {workspace} gets view access: 1 user.', { workspace })
      : text('Everyone in {workspace} gets view access: {people} users.', { workspace, people })
  const named = teams.filter(({ id }) => chosen.includes(id))
  if (named.length === 0) return text('The members of these teams get view access.')
  const all = named.reduce((sum, team) => sum + team.people, 0)
  const names = named.map(({ name }) => name).join(', ')
  return all === 1
    ? text('The members of {teams} get view access: 1 user.', { teams: names })
    : text('The members of {teams} get view access: {people} users.', { teams: names, people: all })
}

/** The workspace, its teams, and how many people are in each. Teams of no workspace belong to the main one. */
function usePlace(context: ElementContext) {
  const own = useLive(useMemo(() => context.watch<typeof sessionContract>('tenure.core/session'), []))?.value
  const all = useLive(useMemo(() => context.watch<typeof workspacesContract>('tenure.core/workspaces'), []))?.value
  const id = own?.workspace.id ?? ''
  const here = all?.workspaces.find((workspace) => workspace.id === id)
  const held = new Set(all?.workspaces.flatMap((workspace) => workspace.teams) ?? [])
  const teams = (all?.teams ?? []).filter((team) => here?.teams.includes(team.id) || (here?.main === true && !held.has(team.id)))
  return { workspace: own?.workspace.name ?? '', people: here?.people ?? 0, teams }
}
