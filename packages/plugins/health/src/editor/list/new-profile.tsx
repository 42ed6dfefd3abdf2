import type { saveProfileContract } from '@tenure/core/health'
import type { ScoreProfile } from '@tenure/core/score'
import { Button, Dialog, Field, Segmented, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { fromPreset } from '../../preset/from-preset.js'
import { blankProfile, fromTemplates, type Say, type Started } from '../../preset/from-templates.js'
import { type ScorePreset, scorePresets } from '../../preset/score-preset.js'
import { type ScoreTemplate, scoreTemplates } from '../../preset/template.js'
import { type Fields, knownTypes, useFields } from '../known-fields.js'
import type { Context } from '../shown-profile.js'

interface Choices {
  readonly name: string
  readonly way: string
  readonly templates: readonly ScoreTemplate['id'][]
  readonly preset: ScorePreset['id']
}

/** Begins a draft: with templates, as another product scores, or with nothing. */
export function NewProfile({ context, close }: { readonly context: Context; readonly close: () => void }): ReactNode {
  const text = useText()
  const fields = useFields(context, 'customer')
  const [choices, setChoices] = useState<Choices>({
    ...{ name: text('Customer health'), way: 'templates', preset: 'hubspot' },
    templates: scoreTemplates.map(({ id }) => id),
  })
  const [refusal, setRefusal] = useState<string>()
  const started = fields && startOf(fields, choices, text)
  const set = (change: Partial<Choices>) => setChoices({ ...choices, ...change })
  const mayCreate = started !== undefined && choices.name.trim() !== '' && (choices.way === 'blank' || started.made.groups.length > 0)
  const create = async (definition: ScoreProfile) => {
    const outcome = await context.act<typeof saveProfileContract>('tenure.core/save-profile', { definition })
    if (!outcome.ok) return setRefusal(outcome.problem.message)
    close()
    context.goTo(outcome.value.profile)
  }
  return (
    <Dialog title={text('New health score')} className="health-new" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (mayCreate) void create(started.made)
        }}
      >
        <div className="form-fields fields">
          <Field label={text('Name')} fault={choices.name.trim() === '' ? text('A health score needs a name.') : undefined}>
            <TextInput value={choices.name} onChange={(name) => set({ name })} />
          </Field>
          <Segmented
            label={text('Begin with')}
            value={choices.way}
            onChange={(way) => set({ way })}
            options={[
              { value: 'templates', label: text('Templates') },
              { value: 'preset', label: text('Another product') },
              { value: 'blank', label: text('Nothing') },
            ]}
          />
          {choices.way === 'templates' ? <Templates chosen={choices.templates} set={(templates) => set({ templates })} /> : null}
          {choices.way === 'preset' ? <Presets chosen={choices.preset} set={(preset) => set({ preset })} /> : null}
          {choices.way === 'blank' || started === undefined || started.lacks.length === 0 ? null : <Lacks lacks={started.lacks} />}
        </div>
        {refusal === undefined ? null : (
          <p role="alert" className="bad">
            {refusal}
          </p>
        )}
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={!mayCreate}>
            {text('Create draft')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function startOf(fields: Fields, { name, way, templates, preset }: Choices, say: Say): Started<ScoreProfile> {
  const options = { types: knownTypes(fields), type: fields.objectType, name: name.trim(), say }
  if (way === 'blank') return { made: blankProfile(options), lacks: [] }
  return way === 'preset' ? fromPreset(preset, options) : fromTemplates({ ...options, templates })
}

interface TemplatesProps {
  readonly chosen: readonly ScoreTemplate['id'][]
  readonly set: (chosen: readonly ScoreTemplate['id'][]) => void
}
function Templates({ chosen, set }: TemplatesProps): ReactNode {
  const text = useText()
  return (
    <fieldset className="health-templates" aria-label={text('Templates')}>
      {scoreTemplates.map(({ id, title, kind, signals }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) => set(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          <span>
            <b>{text(title)}</b>{' '}
            <span className="small t3">{kind === 'event' ? text('from activities') : text('from properties and records')}</span>
            <br />
            <span className="small t2">{signals.map((signal) => text(signal.title)).join(', ')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Presets({ chosen, set }: { readonly chosen: ScorePreset['id']; readonly set: (chosen: ScorePreset['id']) => void }): ReactNode {
  const text = useText()
  const preset = scorePresets.find(({ id }) => id === chosen) as ScorePreset
  return (
    <>
      <Segmented
        label={text('Product')}
        value={chosen}
        onChange={(id) => set(id as ScorePreset['id'])}
        options={scorePresets.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <div className="health-rule">
        <p>{text(preset.rule)}</p>
        <p className="small t3">{text('Not published or not carried over:')}</p>
        <ul className="small t2">
          {preset.leftOut.map((one) => (
            <li key={one}>{text(one)}</li>
          ))}
        </ul>
      </div>
    </>
  )
}

function Lacks({ lacks }: { readonly lacks: readonly string[] }): ReactNode {
  const text = useText()
  return (
    <div className="note" role="status">
      <span className="grow">
        {text('Left out, because the account has no property for it:')}
        <ul className="small">
          {lacks.map((lack) => (
            <li key={lack}>{lack}</li>
          ))}
        </ul>
      </span>
    </div>
  )
}
