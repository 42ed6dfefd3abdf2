import type { activateProfileContract } from '@tenure/core/health'
import { Button, Choose, Dialog, Field, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { ShownPreview } from './preview/use-preview.js'
import type { Context, Profiles, ShownProfile } from './shown-profile.js'

interface ActivateProps {
  readonly context: Context
  readonly list: Profiles
  readonly profile: ShownProfile
  readonly preview: ShownPreview
  readonly version: string
  readonly isDirty: boolean
  /** The profile is active already, and a change of it is saved. */
  readonly isSave: boolean
  readonly save: (alerts: boolean) => Promise<string | undefined>
  readonly close: () => void
}
const beside = 'beside'

/** Asks before scores move: says how many customers change status, and raises alerts only if asked (HS-10). */
export function Activate(props: ActivateProps): ReactNode {
  const { list, profile, preview, isSave, close } = props
  const text = useText()
  const others = list.profiles.filter(
    ({ id, state, definition }) => state === 'active' && id !== profile.id && definition.objectType === profile.definition.objectType,
  )
  const isFull = list.profiles.filter(({ state }) => state === 'active').length >= list.limits.active
  const [place, setPlace] = useState(isFull ? (others.find(({ isMain }) => isMain)?.id ?? beside) : beside)
  const [alerts, setAlerts] = useState(false)
  const run = useActivating(props)
  const { name } = profile.definition
  const moved = preview.value?.moves.reduce((sum, { count }) => sum + count, 0)
  return (
    <Dialog title={isSave ? text('Save {name}', { name }) : text('Activate {name}', { name })} className="confirm" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          void run(place, alerts)
        }}
      >
        <p className="t2">{consequence(moved, preview, text)}</p>
        {isSave || others.length === 0 ? null : <Place {...{ others, isFull, place, setPlace }} />}
        <label className="check">
          <input type="checkbox" checked={alerts} onChange={(event) => setAlerts(event.target.checked)} />
          {text('Raise alerts for those who change status')}
        </label>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri">
            {isSave ? text('Save and score again') : text('Activate')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function useActivating({ context, profile, isSave, isDirty, version, save, close }: ActivateProps) {
  const text = useText()
  const toasts = useToasts()
  const { name } = profile.definition
  return async (place: string, alerts: boolean): Promise<void> => {
    close()
    const saved = isSave || isDirty ? await save(alerts) : version
    if (saved === undefined) return
    if (isSave) return void toasts.show({ tone: 'done', title: text('{name} is saved. Scores follow.', { name }) })
    const outcome = await context.act<typeof activateProfileContract>('tenure.core/activate-profile', {
      ...{ profile: profile.id, version: saved, alerts },
      ...(place !== beside && { replaces: place }),
    })
    if (outcome.ok) toasts.show({ tone: 'done', title: text('{name} is active. Scores follow.', { name }) })
    else toasts.show({ tone: 'refused', title: outcome.problem.message })
  }
}

interface PlaceProps {
  readonly others: readonly ShownProfile[]
  readonly isFull: boolean
  readonly place: string
  readonly setPlace: (place: string) => void
}
function Place({ others, isFull, place, setPlace }: PlaceProps): ReactNode {
  const text = useText()
  const full = text('The edition has no more active health scores: it takes the place of one.')
  return (
    <div className="form-fields">
      <Field label={text('Where')} {...(isFull && { hint: full })}>
        <Choose
          label={text('Where')}
          value={place}
          onChange={(next) => setPlace(next ?? beside)}
          options={[
            ...(isFull ? [] : [{ value: beside, label: text('Beside the active ones') }]),
            ...others.map(({ id, definition }) => ({ value: id, label: text('In place of {name}', { name: definition.name }) })),
          ]}
        />
      </Field>
    </div>
  )
}
function consequence(moved: number | undefined, { value }: ShownPreview, text: ReturnType<typeof useText>): string {
  if (value === undefined) return text('All customers are scored again.')
  const n = value.total - value.draft.none
  if (value.active === undefined) return n === 1 ? text('1 customer gets a score.') : text('{n} customers get a score.', { n })
  if (moved === 1) return text('All customers are scored again. 1 changes status.')
  return text('All customers are scored again. {n} change status.', { n: moved ?? 0 })
}
