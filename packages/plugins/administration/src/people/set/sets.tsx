import type { permissionSetsContract, rightsOffersContract } from '@tenure/core/administration'
import { AdminSheet, Button, Icon, Message, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Answered, type Context, useAnswer } from '../answers.js'
import type { ListProps } from '../users.js'
import { AddSet } from './add-set.js'
import type { PermissionSet } from './permission-set.js'
import { SetPanel } from './set-panel.js'

/** The permission sets of the account. */
export function Sets({ context, beside, open, go }: ListProps): ReactNode {
  const text = useText()
  const [isAdding, setAdding] = useState(false)
  const answer = useAnswer<typeof permissionSetsContract>(context, 'tenure.core/permission-sets')
  const offers = useAnswer<typeof rightsOffersContract>(context, 'tenure.core/rights-offers').value
  const opened = answer.value?.find(({ id }) => id === open)
  const titleOf = (id: string) => text(offers?.permissions.find((each) => each.id === id)?.title ?? id)
  return (
    <AdminSheet
      title={text('Access')}
      beside={beside}
      actions={
        <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
          {text('Add permission set')}
        </Button>
      }
      side={
        opened === undefined || offers === undefined ? undefined : (
          <SetPanel key={opened.id} context={context} set={opened} offers={offers} close={() => go(undefined)} />
        )
      }
    >
      <Answered answer={answer} what={text('Permission sets')}>
        {(sets) =>
          sets.length === 0 ? (
            <Message icon="lock" title={text('No permission set yet')}>
              {text('A permission set says what its users may do. Without one, only super admins have access.')}
            </Message>
          ) : (
            <SetsTable sets={sets} context={context} open={open} go={go} titleOf={titleOf} />
          )
        }
      </Answered>
      {isAdding ? <AddSet context={context} close={() => setAdding(false)} added={go} /> : null}
    </AdminSheet>
  )
}

interface SetsTableProps {
  readonly sets: readonly PermissionSet[]
  readonly context: Context
  readonly open: string | undefined
  readonly go: (id: string) => void
  readonly titleOf: (permission: string) => string
}
function SetsTable({ sets, context, open, go, titleOf }: SetsTableProps): ReactNode {
  const text = useText()
  return (
    <table className="people">
      <thead>
        <tr>
          <th scope="col" className="c-name">
            {text('Permission set')}
          </th>
          <th scope="col" className="c-sets">
            {text('Permissions')}
          </th>
          <th scope="col" className="c-teams">
            {text('Hidden and read-only')}
          </th>
          <th scope="col" className="c-seen r">
            {text('Users')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sets.map((set) => (
          <tr key={set.id} className={set.id === open ? 'open' : undefined} onClick={() => go(set.id)}>
            <td className="c-name">
              <button type="button" className="who" aria-current={set.id === open} onClick={() => go(set.id)}>
                <Icon name="lock" size={14} />
                <span className="cut" dir="auto">
                  {set.name}
                </span>
              </button>
            </td>
            <td className="c-sets t2">
              <span className="cut whole">{set.permissions.map(titleOf).join(', ')}</span>
            </td>
            <td className="c-teams t2">
              {set.hidden.length + set.readOnly.length === 0 ? '' : text('Properties: {n}', { n: set.hidden.length + set.readOnly.length })}
            </td>
            <td className="c-seen r num">{context.formats.number(set.members)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
