import type { KeyboardEvent } from 'react'

const rowOf = (element: Element | null | undefined) => element?.closest<HTMLElement>('[data-row]') ?? undefined

/**
 * Arrow keys in a filter: up and down between conditions, left and right between the buttons of one; Home and End go to its ends.
 * Answers the row that Delete asks to take away.
 */
export function moveThrough(event: KeyboardEvent, frame: HTMLElement): string | undefined {
  const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('button') : null
  const row = rowOf(target)
  if (!target || row === undefined || event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault()
    event.stopPropagation()
    return row.dataset['row']
  }
  const next = nextButton(event.key, target, row, frame)
  if (next === undefined) return undefined
  event.preventDefault()
  // The page's own keys rest: a list below would move too.
  event.stopPropagation()
  next.focus()
  return undefined
}

function nextButton(key: string, target: HTMLElement, row: HTMLElement, frame: HTMLElement): HTMLElement | undefined {
  const own = buttonsOf(row)
  const at = own.indexOf(target)
  switch (key) {
    case 'ArrowLeft':
      return own[Math.max(0, at - 1)]
    case 'ArrowRight':
      return own[Math.min(own.length - 1, at + 1)]
    case 'Home':
      return own[0]
    case 'End':
      return own.at(-1)
    case 'ArrowDown':
    case 'ArrowUp': {
      const rows = [...frame.querySelectorAll<HTMLElement>('[data-row]')].filter((each) => buttonsOf(each).length > 0)
      const next = rows[rows.indexOf(row) + (key === 'ArrowDown' ? 1 : -1)]
      const buttons = next === undefined ? [] : buttonsOf(next)
      return buttons[Math.min(at, buttons.length - 1)]
    }
    default:
      return undefined
  }
}
/** The buttons of a row itself, in order; those of rows inside it, and of open layers, are not its own. */
function buttonsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button')].filter((button) => rowOf(button) === row && button.closest('[popover]') === null)
}
