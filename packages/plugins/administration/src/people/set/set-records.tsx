import { Switch, useText } from '@tenure/web/parts'
import { type ReactNode, useRef, useState } from 'react'
import { type Reach, ReachPicker } from '../reach.js'
import type { PermissionSet, SetPartProps } from './permission-set.js'

type Right = PermissionSet['objects'][string]
const nothing: Right = { view: 'none', edit: 'none', delete: 'none' }
const actions = ['view', 'edit', 'delete'] as const

/** The rights to records by type; a type without a line of its own follows the line for everything else. */
export function SetRecords({ set, offers, save }: SetPartProps): ReactNode {
  const text = useText()
  const [shown, change] = useObjects(set, save)
  const rest = shown['*'] ?? nothing
  const rows = [...offers.types.map(({ name, label }) => ({ name, label: text(label) })), { name: '*', label: text('Everything else') }]
  return (
    <section className="sec">
      <header>
        <h3>{text('Rights to records')}</h3>
        <span className="grow" />
        <span className="from">{text('← → changes a right')}</span>
      </header>
      <table className="mx">
        <thead>
          <tr>
            {[text('Object type'), text('View'), text('Edit'), text('Delete')].map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            <th scope="col" className="r">
              {text('Unassigned count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, label }) => {
            const own = Object.hasOwn(shown, name) ? shown[name] : undefined
            return (
              <RightsRow
                key={name}
                label={label}
                right={own ?? rest}
                isInherited={own === undefined && name !== '*'}
                change={(right) => change(name, right)}
              />
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** The rights as they are being changed: what others save is shown once nothing of one's own is on its way. */
function useObjects(set: PermissionSet, save: SetPartProps['save']): [PermissionSet['objects'], (type: string, right: Right) => void] {
  const [shown, show] = useState(set.objects)
  const seen = useRef(set.objects)
  const sent = useRef(0)
  if (sent.current === 0 && JSON.stringify(seen.current) !== JSON.stringify(set.objects)) {
    seen.current = set.objects
    show(set.objects)
  }
  const change = async (type: string, right: Right) => {
    const objects = { ...shown, [type]: right }
    show(objects)
    sent.current += 1
    await save({ objects })
    sent.current -= 1
  }
  return [shown, (type, right) => void change(type, right)]
}

interface RightsRowProps {
  readonly label: string
  readonly right: Right
  readonly isInherited: boolean
  readonly change: (right: Right) => void
}
function RightsRow({ label, right, isInherited, change }: RightsRowProps): ReactNode {
  const text = useText()
  const names = { view: text('View'), edit: text('Edit'), delete: text('Delete') }
  const isPartial = actions.some((action) => right[action] === 'team' || right[action] === 'own')
  return (
    <tr>
      <th scope="row" className="cut">
        {label}
      </th>
      {actions.map((action) => (
        <td key={action}>
          <ReachPicker
            reach={right[action]}
            label={`${label}, ${names[action]}`}
            isInherited={isInherited}
            onChange={(reach: Reach) => change({ ...right, [action]: reach })}
          />
        </td>
      ))}
      <td className="r">
        {isPartial ? (
          <Switch
            label={text('{types}: unassigned records count', { types: label })}
            isOn={right.unassigned === true}
            onChange={(unassigned) => change({ ...right, unassigned })}
          />
        ) : null}
      </td>
    </tr>
  )
}
