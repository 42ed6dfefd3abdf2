import type { removePermissionSetContract, savePermissionSetContract } from '@tenure/core/administration'
import { Button, ChooseSeveral, Field, SidePanel, Switch, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react'
import { type Context, useChange } from '../answers.js'
import type { Offers, PermissionSet, SetPartProps, SetValues } from './permission-set.js'
import { createSaveQueue } from './save-queue.js'
import { SetRecords } from './set-records.js'

interface SetPanelProps {
  readonly context: Context
  readonly set: PermissionSet
  readonly offers: Offers
  readonly close: () => void
}

/** One permission set. Each change is saved at once, and its users have the new rights at once. */
export function SetPanel({ context, set: stored, offers, close }: SetPanelProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const { set, save } = useSaving(context, stored)
  const [name, setName] = useState(set.name)
  const rename = () => {
    if (name.trim() !== '' && name.trim() !== set.name) void save({ name: name.trim() })
  }
  const remove = async () => {
    const said = { title: text('Permission set removed'), about: set.name }
    const input = { set: set.id, version: stored.version }
    if ((await change<typeof removePermissionSetContract>('tenure.core/remove-permission-set', input, said)) !== undefined) close()
  }
  return (
    <SidePanel label={text('Permission set: {name}', { name: set.name })} close={close}>
      <h2 className="panel-title cut" dir="auto">
        {set.name}
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving the name saves it */}
      <div className="form-fields" onBlur={rename}>
        <Field
          label={text('Name')}
          hint={text('Users who have it: {n}', { n: context.formats.number(set.members) })}
          fault={name.trim() === '' ? text('A permission set needs a name.') : undefined}
        >
          <TextInput value={name} onChange={setName} onEnter={rename} />
        </Field>
      </div>
      <Permissions set={set} offers={offers} save={save} />
      <SetRecords set={set} offers={offers} save={save} />
      <Limits set={set} offers={offers} save={save} />
      <section className="sec">
        <Button onPress={() => void remove()}>{text('Remove permission set')}</Button>
      </section>
    </SidePanel>
  )
}

function Permissions({ set, offers, save }: SetPartProps): ReactNode {
  const text = useText()
  return (
    <section className="sec">
      <header>
        <h3>{text('Permissions')}</h3>
      </header>
      <ul className="gives">
        {offers.permissions.map(({ id, title }) => (
          <li key={id}>
            <Switch
              label={text(title)}
              isNamed
              isOn={set.permissions.includes(id)}
              onChange={(isOn) =>
                void save({ permissions: isOn ? [...set.permissions, id] : set.permissions.filter((each) => each !== id) })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
function Limits({ set, offers, save }: SetPartProps): ReactNode {
  const text = useText()
  const paths = offers.types.flatMap(({ label, properties }) =>
    properties.map((each) => ({ value: each.path, label: `${text(label)}, ${text(each.label)}` })),
  )
  return (
    <section className="sec">
      <div className="form-fields">
        <Field label={text('Hidden properties')} hint={text('They never leave the workspace for these users.')} isOptional>
          <ChooseSeveral
            label={text('Hidden properties')}
            options={paths}
            value={set.hidden}
            onChange={(hidden) => void save({ hidden: [...hidden] })}
          />
        </Field>
        <Field label={text('Read-only properties')} isOptional>
          <ChooseSeveral
            label={text('Read-only properties')}
            options={paths}
            value={set.readOnly}
            onChange={(readOnly) => void save({ readOnly: [...readOnly] })}
          />
        </Field>
      </div>
    </section>
  )
}

/** Saves one change after the other; `set` is as it will be, so that a quick change builds on the one before. */
function useSaving(
  context: Context,
  set: PermissionSet,
): { readonly set: PermissionSet; readonly save: (values: SetValues) => Promise<void> } {
  const text = useText()
  const change = useChange(context)
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  const send = async (version: string, values: SetValues) => {
    const said = { title: text('Permission set saved'), about: set.name }
    return (await change<typeof savePermissionSetContract>('tenure.core/save-permission-set', { set: set.id, version, ...values }, said))
      ?.version
  }
  const latest = useRef(send)
  latest.current = send
  const [queue] = useState(() => createSaveQueue<SetValues>(set.version, (...call) => latest.current(...call), draw))
  useEffect(() => queue.seen(set.version), [set.version])
  return { set: { ...set, ...queue.pending } as PermissionSet, save: queue.save }
}
