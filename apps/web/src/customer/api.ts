import type {
  ApproveInput,
  AskForChangesInput,
  ChangeRequestDto,
  ConfirmRequestInput,
  CustomerPageDto,
  DoneDto,
  MyLinkDto,
  NameInput,
  TicketDto,
} from '@proofroom/contract'
import { api } from '../api.ts'

/** Everything a guest can call, on one link. */
export function customerApi(code: string) {
  const base = `/api/c/${encodeURIComponent(code)}`
  return {
    events: `${base}/events`,
    read: () => api.get<CustomerPageDto>(base),
    setName: (input: NameInput) => api.put<CustomerPageDto>(`${base}/name`, input),
    link: () => api.get<MyLinkDto>(`${base}/link`),
    viewed: (version: string) => api.post<DoneDto>(`${base}/versions/${version}/viewed`),
    ticket: (version: string) => api.post<TicketDto>(`${base}/versions/${version}/ticket`),
    ask: (version: string, input: AskForChangesInput, key: string) =>
      api.post<CustomerPageDto>(`${base}/versions/${version}/changes`, input, { key }),
    approve: (version: string, input: ApproveInput, key: string) =>
      api.post<CustomerPageDto>(`${base}/versions/${version}/approval`, input, { key }),
    confirm: (request: string, input: ConfirmRequestInput) =>
      api.patch<ChangeRequestDto>(`${base}/requests/${request}`, input),
    /** `original` is the file itself. */
    file: (id: string, rendition: 'original' | 'thumb') => `${base}/files/${id}/${rendition}`,
    receiptPdf: (decision: string) => `${base}/receipts/${decision}/pdf`,
  }
}
export type CustomerApi = ReturnType<typeof customerApi>
