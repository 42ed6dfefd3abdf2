import type { ReactNode } from 'react'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import { type Field, type Fields, fieldOf, isWhole, type Operator, operatorOf, operatorsFor, withOperator } from './filter-fields.js'
import { type ConditionNode, withNode } from './filter-tree.js'
import { meantText } from './filter-values.js'
import { PropertyChooser } from './property-chooser.js'
import { useFilterEditing } from './use-filter-editing.js'
import { ValuePart } from './value-part.js'

interface ConditionProps {
  readonly node: ConditionNode
  readonly fields: Fields
}

/** A condition as small buttons: property, operator, values, and what an empty value means where that is not the usual. */
export function ConditionParts({ node, fields }: ConditionProps): ReactNode {
  const { words } = useFilterEditing()
  const field = fieldOf(fields, node.data.property)
  const operator = operatorOf(fields, node)
  const change = useConditionChange(node)
  if (node.data.property !== '' && (field === undefined || operator === undefined))
    return <span className="part kept">{words.unknownProperty}</span>
  return (
    <>
      <PropertyButton node={node} fields={fields} field={field} />
      {field === undefined || operator === undefined ? null : (
        <Compared {...{ node, fields, field, operator }} change={(parts) => change(withParts(node, operator, parts))} />
      )}
    </>
  )
}

/** Puts a changed condition into the tree. */
export function useConditionChange(node: ConditionNode): (next: Partial<ConditionNode>) => void {
  const { root, change } = useFilterEditing()
  return (next) => change(withNode(root, node.key, (old) => ({ ...old, ...next }) as ConditionNode))
}

/** The condition with some of its parts set. */
function withParts({ data }: ConditionNode, operator: Operator, parts: Readonly<Record<string, unknown>>): Partial<ConditionNode> {
  const next = { ...data, ...parts }
  return { data: next, operator: operator.operator, isDraft: !isWhole(next, operator) }
}

function PropertyButton({ node, fields, field }: ConditionProps & { readonly field: Field | undefined }): ReactNode {
  const { words, focusOn } = useFilterEditing()
  const change = useConditionChange(node)
  const choose = (chosen: Field) => {
    const [first] = operatorsFor(fields, chosen.kind)
    const now = operatorOf(fields, node)
    const kept = now !== undefined && field?.kind === chosen.kind && chosen.options === undefined ? now : first
    if (kept === undefined) return
    const data = kept === now ? node.data : { test: kept.test, property: chosen.path }
    change(withOperator({ ...data, property: chosen.path }, kept))
    focusOn(node.key, 'operator')
  }
  return (
    <Popover
      className={`part p${field === undefined ? ' open-value' : ''}`}
      label={field?.label ?? words.chooseProperty}
      button={
        <>
          <Icon name={iconOf(field)} size={14} />
          <span className="cut">{field?.label ?? words.chooseProperty}</span>
        </>
      }
      align="start"
    >
      {({ close }) => (
        <PropertyChooser
          label={words.chooseProperty}
          fields={fields.properties}
          chosen={field?.path}
          choose={(chosen) => {
            close()
            choose(chosen)
          }}
        />
      )}
    </Popover>
  )
}

interface ComparedProps extends ConditionProps {
  readonly field: Field
  readonly operator: Operator
  readonly change: (parts: Readonly<Record<string, unknown>>) => void
}

function Compared({ node, fields, field, operator, change }: ComparedProps): ReactNode {
  const editing = useFilterEditing()
  const { words, focusOn } = editing
  const changeNode = useConditionChange(node)
  const { label, row = label } = words.operators[operator.operator]
  const choose = (next: Operator) => {
    changeNode(withOperator(node.data, next))
    focusOn(node.key, next.shape === 'nothing' ? 'operator' : 'value')
  }
  const meant = node.isDraft ? undefined : meantText(node.data, operator, editing)
  return (
    <>
      <Menu
        className="part o"
        label={`${words.chooseOperator(field.label)}: ${label}`}
        button={row}
        align="start"
        entries={operatorsFor(fields, field.kind).map((one) => ({
          ...{ key: one.operator, label: words.operators[one.operator].label, isChosen: one === operator },
          act: () => choose(one),
        }))}
      />
      <ValuePart data={node.data} {...{ field, fields, operator, change }} />
      {meant === undefined ? null : <span className="small t3 meant">{meant}</span>}
      {node.data['missing'] === true ? (
        <button
          type="button"
          className="part o missing"
          onClick={() => {
            const { missing: _, ...data } = node.data
            changeNode({ data: data as ConditionNode['data'] })
            focusOn(node.key, 'operator')
          }}
        >
          {words.emptyMatches}
        </button>
      ) : null}
    </>
  )
}

const icons: Readonly<Record<string, string>> = {
  date: 'calendar',
  datetime: 'clock',
  money: 'money',
  number: 'trend',
  user: 'user',
  boolean: 'check',
  enumeration: 'circle',
  multi_enumeration: 'list',
}
function iconOf(field: Field | undefined): string {
  if (field === undefined) return 'plus'
  return /health/i.test(field.path) ? 'activity' : (icons[field.kind] ?? 'note')
}
