/** A label as a person reads it: `primary` is `Primary`. */
export function shownLabel(label: string): string {
  return label.charAt(0).toLocaleUpperCase() + label.slice(1)
}
