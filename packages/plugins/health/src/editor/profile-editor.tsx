import { AdminSheet, Button, SaveBar, SidePanel, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Activate } from './activate.js'
import { Conflict } from './conflict.js'
import { PartSwitch } from './foresight/part-switch.js'
import { GroupBar } from './group/group-bar.js'
import { Groups } from './group/groups.js'
import { useFields } from './known-fields.js'
import { ProfileMenu } from './list/profile-menu.js'
import { type ShownPreview, usePreview } from './preview/use-preview.js'
import { WhatItWouldDo } from './preview/what-it-would-do.js'
import type { Context, Fault, Profiles, ShownProfile } from './shown-profile.js'
import { Standing } from './standing.js'
import { type ProfileSteps, useProfileSteps } from './use-profile-steps.js'
import { type Saving, useSaving } from './use-saving.js'
import { Rules } from './whole/rules.js'
import { Segments } from './whole/segments.js'
import { Thresholds } from './whole/thresholds.js'

interface EditorProps {
  readonly context: Context
  readonly list: Profiles
  readonly profile: ShownProfile
}
/** What the parts of the sheet share. */
interface Sheet extends EditorProps {
  readonly steps: ProfileSteps
  readonly saving: Saving
  readonly preview: ShownPreview
  readonly faults: readonly Fault[]
  readonly mayEdit: boolean
  readonly ask: (what: Asked) => void
}
type Asked = 'activate' | 'save' | 'conflict' | undefined
const isWide = () => window.matchMedia('(min-width: 1100px)').matches

/** One profile: its groups and criteria, its thresholds, and beside them what it would do (HS-10). */
export function ProfileEditor({ context, list, profile }: EditorProps): ReactNode {
  const text = useText()
  const steps = useProfileSteps(profile.definition)
  const [asks, ask] = useState<Asked>()
  const [isPreviewed, showPreview] = useState(isWide)
  const [record, setRecord] = useState<string>()
  const saving = useSaving(context, profile, steps, () => ask('conflict'))
  const draft = steps.now
  const preview = usePreview(context, { definition: draft, record, against: profile.state === 'active' ? profile.id : undefined })
  const faults = preview.faults ?? profile.faults
  const mayEdit = list.mayEdit && !context.isReadOnly && !profile.isOverLimit
  const sheet: Sheet = { context, list, profile, steps, saving, preview, faults, mayEdit, ask }
  const title = text('What it would do')
  return (
    <AdminSheet
      title={draft.name}
      note={profile.state === 'draft' ? text('Draft') : profile.isMain ? text('Main profile') : text('Active')}
      beside={<PartSwitch context={context} profile={profile.id} isBacktest={false} />}
      actions={<Acts {...sheet} isPreviewed={isPreviewed} showPreview={showPreview} />}
      foot={<Standing {...{ faults, mayEdit, list, profile }} />}
      side={
        isPreviewed ? (
          <SidePanel label={title} lead={<b>{title}</b>} close={() => showPreview(false)}>
            <WhatItWouldDo {...{ context, draft, preview, record, setRecord }} against={againstOf(sheet)} />
          </SidePanel>
        ) : null
      }
    >
      <Model {...sheet} />
      {mayEdit ? <Bar {...sheet} /> : null}
      <Asking {...sheet} asks={asks} />
    </AdminSheet>
  )
}
function againstOf({ list, profile, steps }: Sheet): string | undefined {
  const isIt = ({ id, isMain, definition }: ShownProfile) =>
    profile.state === 'active' ? id === profile.id : isMain && definition.objectType === steps.now.objectType
  return list.profiles.find(isIt)?.definition.name
}

function Model({ context, list, steps, preview, faults, mayEdit }: Sheet): ReactNode {
  const text = useText()
  const fields = useFields(context, steps.now.objectType)
  return (
    <fieldset className="health-edit" disabled={!mayEdit} aria-label={text('Model')}>
      <Segments {...{ steps, faults, preview }} />
      <GroupBar profile={steps.now} />
      <Groups {...{ context, steps, fields, faults, preview }} kinds={list.kinds} />
      <Thresholds {...{ steps, faults, preview }} />
      <Rules {...{ steps, faults }} />
    </fieldset>
  )
}

interface ActsProps extends Sheet {
  readonly isPreviewed: boolean
  readonly showPreview: (is: boolean) => void
}
function Acts({ context, list, profile, steps, saving, faults, mayEdit, ask, isPreviewed, showPreview }: ActsProps): ReactNode {
  const text = useText()
  return (
    <>
      <Button look="bare" icon="chevron-left" onPress={() => context.goTo(undefined)}>
        {text('All health scores')}
      </Button>
      {steps.mayUndo ? (
        <Button look="bare" icon="history" onPress={steps.undo}>
          {text('Undo step')}
        </Button>
      ) : null}
      <Button icon="eye" isPressed={isPreviewed} onPress={() => showPreview(!isPreviewed)}>
        {text('What it would do')}
      </Button>
      {profile.state === 'active' || !mayEdit ? null : (
        <Button look={saving.isDirty ? 'plain' : 'primary'} isDisabled={faults.length > 0} onPress={() => ask('activate')}>
          {text('Activate')}
        </Button>
      )}
      {mayEdit ? <ProfileMenu {...{ context, list, profile }} /> : null}
    </>
  )
}

function Bar({ profile, steps, saving, faults, ask }: Sheet): ReactNode {
  const text = useText()
  const isActive = profile.state === 'active'
  return (
    <SaveBar
      what={steps.now.name}
      changes={saving.isDirty ? 1 : 0}
      faults={isActive ? faults.length : 0}
      isSaving={saving.isSaving}
      {...(!isActive && faults.length > 0 && { note: text('A draft may have faults.') })}
      save={() => (isActive ? ask('save') : void saving.save(false))}
      discard={() => steps.reset(saving.saved)}
    />
  )
}

function Asking({ context, list, profile, saving, preview, ask, asks }: Sheet & { readonly asks: Asked }): ReactNode {
  const close = () => ask(undefined)
  const { version, isDirty, save } = saving
  if (asks === 'conflict') return <Conflict theirs={saving.takeTheirs} mine={() => void save(false, profile.version)} close={close} />
  if (asks === undefined) return null
  return <Activate {...{ context, list, profile, preview, version, isDirty, save, close }} isSave={asks === 'save'} />
}
