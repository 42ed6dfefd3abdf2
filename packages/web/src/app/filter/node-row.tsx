import type { ReactNode } from 'react'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import type { MenuEntry } from '../part/menu-entries.js'
import { ConditionParts } from './condition-parts.js'
import { fieldOf, linkOf, operatorOf } from './filter-fields.js'
import { keptText, linkText, nodeText } from './filter-sentence.js'
import {
  type ConditionNode,
  type FilterNode,
  type GroupNode,
  grouped,
  movedInto,
  negated,
  newCondition,
  newGroup,
  newLink,
  parentOf,
  ungrouped,
  withNode,
  withoutPart,
  withPart,
} from './filter-tree.js'
import { LinkParts } from './link-parts.js'
import { useFilterEditing } from './use-filter-editing.js'

interface RowProps {
  readonly node: FilterNode
  readonly type: string
  /** The group that it is in. */
  readonly group: GroupNode
  /** The word before it, at the top level. */
  readonly joiner?: string | undefined
  /** How many are left after it, at the top level. */
  readonly left?: ReactNode
}

/** A part of the filter with its menu: a line of buttons, or a box with lines of its own. */
export function NodeRow({ node, type, group, joiner, left }: RowProps): ReactNode {
  const { words } = useFilterEditing()
  const isBox = node.node === 'group' || node.node === 'link'
  const isNot = node.nots % 2 === 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons about one condition
    <div
      role="group"
      aria-label={useNodeText(node, type) || words.condition}
      className={`cond${isBox ? ' open' : ''}${joiner === undefined ? ' inner' : ''}`}
      data-row={node.key}
    >
      {joiner === undefined ? null : <span className="jn">{joiner}</span>}
      {isBox ? (
        <Box node={node} type={type} isNot={isNot && joiner === undefined} />
      ) : (
        <div className="parts">
          {isNot && joiner === undefined ? <span className="jn">{words.not}</span> : null}
          <Parts node={node} type={type} />
        </div>
      )}
      {joiner === undefined ? null : left}
      <NodeMenu node={node} type={type} group={group} />
    </div>
  )
}

function Parts({ node, type }: Pick<RowProps, 'node' | 'type'>): ReactNode {
  const editing = useFilterEditing()
  const fields = editing.fieldsOf(type)
  if (node.node === 'kept') return <span className="part kept">{keptText(node.data, editing)}</span>
  return node.node === 'condition' && fields !== undefined ? <ConditionParts node={node} fields={fields} /> : null
}

interface BoxProps {
  readonly node: GroupNode | Extract<FilterNode, { readonly node: 'link' }>
  readonly type: string
  readonly isNot: boolean
}

function Box({ node, type, isNot }: BoxProps): ReactNode {
  const { words, fieldsOf } = useFilterEditing()
  const fields = fieldsOf(type)
  const inside = node.node === 'link' ? node.inside : node
  const to = node.node === 'link' ? linkOf(fields, node.link)?.to : type
  return (
    <div className="grp">
      <div className="glabel">
        {isNot ? <span className="jn">{words.not}</span> : null}
        {node.node === 'link' && fields !== undefined ? <LinkParts node={node} fields={fields} /> : null}
        {node.node === 'link' && inside.parts.length > 0 ? <span>{words.inside}</span> : null}
        {inside.parts.length > 1 || node.node === 'group' ? <ModeSwitch group={inside} /> : null}
        <span className="grow" />
        {to === undefined ? null : <AddMenu group={inside} type={to} />}
      </div>
      {to === undefined ? null : inside.parts.map((part) => <NodeRow key={part.key} node={part} type={to} group={inside} />)}
    </div>
  )
}

/** Whether all or any parts of a group must hold. */
export function ModeSwitch({ group }: { readonly group: GroupNode }): ReactNode {
  const { words, root, change } = useFilterEditing()
  const set = (mode: GroupNode['mode']) =>
    change(
      withNode(root, group.key, (node) =>
        node.node === 'group' ? { ...node, mode, isImplicit: node.isImplicit && mode === 'all' } : node,
      ),
    )
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons that belong together */}
      <span className="seg" role="group" aria-label={words.howMany}>
        {(['all', 'any'] as const).map((mode) => (
          <button
            key={mode}
            type="button"
            className={mode === group.mode ? 'on' : ''}
            aria-pressed={mode === group.mode}
            onClick={() => set(mode)}
          >
            {words[mode]}
          </button>
        ))}
      </span>
      <span>{words.ofThese[group.mode]}</span>
    </>
  )
}

/** What can be added to a group, as the entries of a menu. */
function useAdding(
  group: GroupNode,
  type: string,
): { readonly condition: () => void; readonly group: () => void; readonly links: readonly MenuEntry[] } {
  const editing = useFilterEditing()
  const { root, change, focusOn, fieldsOf } = editing
  const blank = () => newCondition({ test: '', property: '' }, true)
  const add = (part: FilterNode, focused = part) => {
    change(withPart(root, group.key, part))
    focusOn(focused.key, focused.node === 'condition' ? 'property' : 'first')
  }
  return {
    condition: () => add(blank()),
    group: () => {
      const first = blank()
      add(newGroup('any', [first]), first)
    },
    links: (fieldsOf(type)?.links ?? []).map((link) => ({
      key: link.path,
      label: linkText(newLink(link.path), link, editing),
      icon: 'link',
      act: () => add(newLink(link.path)),
    })),
  }
}

function AddMenu({ group, type }: { readonly group: GroupNode; readonly type: string }): ReactNode {
  const { words } = useFilterEditing()
  const adding = useAdding(group, type)
  const entries = [
    { key: 'condition', label: words.condition, icon: 'plus', act: adding.condition },
    { key: 'group', label: words.group, icon: 'plus', act: adding.group },
    ...adding.links,
  ]
  return <Menu className="ib tiny" label={words.add} button={<Icon name="plus" size={14} />} entries={entries} />
}

/** The buttons below the conditions: another one, a group, associated records. */
export function AddRow({ group, type }: { readonly group: GroupNode; readonly type: string }): ReactNode {
  const { words } = useFilterEditing()
  const adding = useAdding(group, type)
  return (
    <div className="addrow" data-row="add">
      <button type="button" className="btn ghost" onClick={adding.condition}>
        <Icon name="plus" size={12} />
        {words.condition}
      </button>
      <button type="button" className="btn ghost" onClick={adding.group}>
        <Icon name="plus" size={12} />
        {words.group}
      </button>
      <Menu
        className="btn ghost"
        label={words.chooseLinked}
        align="start"
        button={
          <>
            <Icon name="link" size={12} />
            {words.linked}
          </>
        }
        entries={adding.links}
      />
    </div>
  )
}

function NodeMenu({ node, type, group }: Pick<RowProps, 'node' | 'type' | 'group'>): ReactNode {
  const { words, root, change, focusOn } = useFilterEditing()
  const at = group.parts.indexOf(node)
  const before = group.parts[at - 1]
  const outer = parentOf(root, group.key)
  const move = (next: GroupNode, key = node.key) => {
    change(next)
    focusOn(key)
  }
  const entries: readonly (MenuEntry | false)[] = [
    { key: 'not', label: node.nots % 2 === 1 ? words.dropNot : words.addNot, act: () => move(negated(root, node.key)) },
    ...useMissingEntry(node, type),
    node.node !== 'group' && { key: 'group', label: words.intoGroup, act: () => move(grouped(root, node.key)) },
    before?.node === 'group' && { key: 'into', label: words.intoOwn, act: () => move(movedInto(root, node.key, before.key)) },
    outer?.node === 'group' && { key: 'out', label: words.outOfGroup, act: () => move(movedInto(root, node.key, outer.key)) },
    node.node === 'group' &&
      node.nots === 0 && { key: 'apart', label: words.ungroup, act: () => move(ungrouped(root, node.key), node.parts[0]?.key) },
    { key: 'remove', label: words.remove, icon: 'x', hint: words.deleteKey, act: () => removeNode(root, node.key, change, focusOn) },
  ]
  return (
    <Menu
      className="ib row-menu"
      label={words.menu(useNodeText(node, type) || words.condition)}
      button={<Icon name="dots" size={16} />}
      entries={entries.filter((entry) => entry !== false)}
    />
  )
}

/** Takes a part away; the focus goes to the one after it, or before it. */
export function removeNode(root: GroupNode, key: string, change: (root: GroupNode) => void, focusOn: (key: string) => void): void {
  const around = parentOf(root, key)
  const siblings = around?.node === 'group' ? around.parts : []
  const at = siblings.findIndex((part) => part.key === key)
  const next = siblings[at + 1] ?? siblings[at - 1]
  change(withoutPart(root, key))
  focusOn(next?.key ?? 'add')
}

function useMissingEntry(node: FilterNode, type: string): readonly MenuEntry[] {
  const { words, root, change, focusOn, fieldsOf } = useFilterEditing()
  const operator = node.node === 'condition' ? operatorOf(fieldsOf(type), node) : undefined
  if (node.node !== 'condition' || operator === undefined || operator.decidesMissing) return []
  const isOn = node.data['missing'] === true
  const { missing: _, ...rest } = node.data
  const data = (isOn ? rest : { ...rest, missing: true }) as ConditionNode['data']
  const act = () => {
    change(withNode(root, node.key, () => ({ ...node, data })))
    focusOn(node.key)
  }
  return [{ key: 'missing', label: isOn ? words.emptyNot : words.emptyAlso, act }]
}

/** A part of the filter in words; its property alone while it is unfinished. */
function useNodeText(node: FilterNode, type: string): string {
  const editing = useFilterEditing()
  if (node.node === 'condition' && node.isDraft) return fieldOf(editing.fieldsOf(type), node.data.property)?.label ?? ''
  if (node.node === 'group') return editing.words.group
  return nodeText(node, type, editing)
}
