export function auditWords(): string
