import { Button, Card, Choose, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type DraftAssociation, type PartProps, withItem } from './type-draft.js'

/** The associations of a type, each with the labels of both of its ends. */
export function AssociationsPart({ draft, edits, types, change }: PartProps): ReactNode {
  const text = useText()
  const put = (at: number, next: DraftAssociation | undefined) => change({ associations: withItem(draft.associations, at, next) })
  const add = () => {
    const inverse = { label: draft.plural }
    change({ associations: [...draft.associations, { label: text('Company'), to: 'company', single: true, inverse }] })
  }
  return (
    <Card title={text('Associations')} end={edits ? <Button onPress={add}>{text('Add association')}</Button> : null}>
      <ul className="type-rows">
        {draft.associations.map((association, at) => (
          <li key={at}>
            <AssociationRow association={association} edits={edits} types={types} put={(next) => put(at, next)} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface AssociationRowProps extends Pick<PartProps, 'edits' | 'types'> {
  readonly association: DraftAssociation
  readonly put: (next: DraftAssociation | undefined) => void
}
function AssociationRow({ association, edits, types, put }: AssociationRowProps): ReactNode {
  const text = useText()
  const { label, to, single = false, inverse, name } = association
  const isNew = edits && name === undefined
  return (
    <>
      <Choose
        label={text('Leads to')}
        options={types.map((type) => ({ value: type.name, label: text(type.label) }))}
        value={to}
        isDisabled={!isNew}
        onChange={(next) => next !== null && put({ ...association, to: next })}
      />
      <input
        className="form-input grow"
        value={label}
        disabled={!edits}
        aria-label={text('Label here')}
        placeholder={text('Label here')}
        onChange={(event) => put({ ...association, label: event.target.value })}
      />
      <input
        className="form-input grow"
        value={inverse.label}
        disabled={!edits}
        aria-label={text('Label there')}
        placeholder={text('Label there')}
        onChange={(event) => put({ ...association, inverse: { ...inverse, label: event.target.value } })}
      />
      <label className="check small t2">
        <input
          type="checkbox"
          checked={single}
          disabled={!isNew}
          onChange={(event) => put({ ...association, single: event.target.checked })}
        />
        {text('At most one for each record')}
      </label>
      {isNew ? (
        <Button look="bare" onPress={() => put(undefined)}>
          {text('Take out')}
        </Button>
      ) : null}
    </>
  )
}
