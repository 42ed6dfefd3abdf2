import type { ReactNode } from 'react'

/** The mark of the workspace. */
export function Logo(): ReactNode {
  return (
    <span className="logo">
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M2 11V7M7 11V3M12 11V6" />
      </svg>
    </span>
  )
}
