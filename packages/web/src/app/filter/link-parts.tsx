import { type ReactNode, useState } from 'react'
import { ValueEditor } from '../field/value-editor.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import { type Fields, linkOf } from './filter-fields.js'
import { linkText } from './filter-sentence.js'
import { type LinkNode, withNode } from './filter-tree.js'
import { useFilterEditing } from './use-filter-editing.js'

type Bound = NonNullable<LinkNode['is']>

/** How associated records are asked for: there is one, there is none, or how many; with a label of the association where one is wanted. */
export function LinkParts({ node, fields }: { readonly node: LinkNode; readonly fields: Fields }): ReactNode {
  const editing = useFilterEditing()
  const { words, root, change } = editing
  const link = linkOf(fields, node.link)
  if (link === undefined) return <span className="part kept">{words.unknownProperty}</span>
  const put = (next: LinkNode) => change(withNode(root, node.key, () => next))
  const { label: _, ...bare } = node
  const head = linkText(bare, link, editing)
  const tests = { some: words.linkTests.some, none: words.linkTests.none, count: words.linkTests.count }
  return (
    <>
      <Menu
        className="part p"
        label={`${words.linkTest}: ${head}`}
        button={head}
        align="start"
        entries={(Object.keys(tests) as LinkNode['test'][]).map((test) => ({
          ...{ key: test, label: tests[test], isChosen: test === node.test },
          act: () => put(asked(node, test)),
        }))}
      />
      {node.test === 'count' ? <CountParts node={node} head={head} put={put} /> : null}
      <LabelPart node={node} put={put} />
    </>
  )
}

function asked({ is = 'at-least', than = 1, ...node }: LinkNode, test: LinkNode['test']): LinkNode {
  return test === 'count' ? { ...node, test, is, than } : { ...node, test }
}

interface PutProps {
  readonly node: LinkNode
  readonly put: (next: LinkNode) => void
}

function CountParts({ node, head, put }: PutProps & { readonly head: string }): ReactNode {
  const { words, reading } = useFilterEditing()
  const { is = 'at-least', than = 1 } = node
  const text = reading.formats.number(than)
  return (
    <>
      <Menu
        className="part o"
        label={`${words.chooseOperator(head)}: ${words.bounds[is].row}`}
        button={words.bounds[is].row}
        align="start"
        entries={(Object.keys(words.bounds) as Bound[]).map((bound) => ({
          ...{ key: bound, label: words.bounds[bound].label, isChosen: bound === is },
          act: () => put({ ...node, is: bound, than }),
        }))}
      />
      <Popover className="part v num" label={`${words.value(head)}: ${text}`} button={text} align="start">
        {({ close }) => (
          <div className="part-editor days">
            <ValueEditor
              {...{ kind: 'integer', label: words.numberField, required: true, autoFocus: true }}
              value={than}
              onSave={(next) => {
                close()
                put({ ...node, is, than: Math.max(0, Number(next)) })
              }}
              onCancel={close}
            />
          </div>
        )}
      </Popover>
    </>
  )
}

function LabelPart({ node, put }: PutProps): ReactNode {
  const { words } = useFilterEditing()
  const [text, setText] = useState(node.label ?? '')
  const { label, ...rest } = node
  const said = label === undefined ? words.anyLabel : words.linkedAs(label)
  const save = (close: () => void) => {
    close()
    put(text.trim() === '' ? rest : { ...rest, label: text.trim() })
  }
  return (
    <Popover className="part o missing" label={`${words.linkLabel}: ${said}`} button={said} align="start">
      {({ close }) => (
        <form
          className="part-editor"
          onSubmit={(event) => {
            event.preventDefault()
            save(close)
          }}
        >
          <label className="stack small">
            {words.linkLabel}
            <input type="text" value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
          </label>
          <p className="small t3">{words.linkLabelHint}</p>
        </form>
      )}
    </Popover>
  )
}
