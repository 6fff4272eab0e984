import type { AssignResultDto, BoardDto, CardDto, MoveCardsInput, MoveResultDto } from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

type Ref = { id: string; version: number }

export const boardQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'board'],
    queryFn: ({ signal }) => api.get<BoardDto>(`/api/s/${shop}/board`, { signal }),
  })

export const moveCards = (shop: string, input: MoveCardsInput) =>
  api.post<MoveResultDto>(`/api/s/${shop}/board/moves`, input)
export const assignCards = (shop: string, cards: Ref[], assigneeId: string | null) =>
  api.post<AssignResultDto>(`/api/s/${shop}/board/assignments`, { cards, assigneeId })
export const tickCard = (shop: string, card: string, checkId: string, ticked: boolean) =>
  api.put<CardDto>(`/api/s/${shop}/cards/${card}/checks`, { checkId, ticked })
export const reviewCard = (shop: string, card: string, reviewed: boolean) =>
  api.put<CardDto>(`/api/s/${shop}/cards/${card}/review`, { reviewed })
