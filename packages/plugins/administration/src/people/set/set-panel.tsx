import type { removePermissionSetContract, savePermissionSetContract } from '@tenure/core/administration'
import { Button, ChooseSeveral, Field, SidePanel, Switch, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Context, useChange } from '../answers.js'
import type { Offers, PermissionSet, SetPartProps, SetValues } from './permission-set.js'
import { SetRecords } from './set-records.js'

interface SetPanelProps {
  readonly context: Context
  readonly set: PermissionSet
  readonly offers: Offers
  readonly close: () => void
}

/** One permission set. Each change is saved at once, and its users have the new rights at once. */
export function SetPanel({ context, set, offers, close }: SetPanelProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState(set.name)
  const save = useSaving(context, set)
  const rename = () => {
    if (name.trim() !== '' && name.trim() !== set.name) void save({ name: name.trim() })
  }
  const remove = async () => {
    const said = { title: text('Permission set removed'), about: set.name }
    const input = { set: set.id, version: set.version }
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

/** Saves one change after the other, each on the version that the one before left. */
function useSaving(context: Context, set: PermissionSet): (values: SetValues) => Promise<void> {
  const text = useText()
  const change = useChange(context)
  const turn = useRef<Promise<void>>(Promise.resolve())
  const newest = useRef(set.version)
  const own = useRef(new Set<string>())
  // What this panel saved comes back with the list, perhaps after a later save: only a version of somebody else counts.
  useEffect(() => {
    if (!own.current.has(set.version)) newest.current = set.version
  }, [set.version])
  return (values) => {
    turn.current = turn.current.then(async () => {
      const said = { title: text('Permission set saved'), about: set.name }
      const input = { set: set.id, version: newest.current, ...values }
      const saved = await change<typeof savePermissionSetContract>('tenure.core/save-permission-set', input, said)
      if (saved === undefined) return
      own.current.add(saved.version)
      newest.current = saved.version
    })
    return turn.current
  }
}
