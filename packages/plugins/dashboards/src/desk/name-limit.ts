/** How many characters the name of a dashboard or a report has at most. */
export const mostInName = 100
