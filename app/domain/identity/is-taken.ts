/** Whether an error means that a row of this kind is there already, such as a person with the same address. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'P2002';
}
