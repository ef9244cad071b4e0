// A request that changes something, as a page of this house sends it: it says from where it comes, and is done once.
import { randomUUID } from 'node:crypto'
import type { APIResponse, Page } from '@playwright/test'

export const post = (page: Page, path: string, data: unknown): Promise<APIResponse> =>
  page.request.post(path, {
    data,
    headers: { 'Idempotency-Key': randomUUID(), Origin: process.env.UNIONHALL_ADDRESS ?? '' },
  })
