import type {
  ProductInput,
  ReadyMade,
  StageInput,
  UpdateProductInput,
  UpdateStageInput,
  UpdateWorkflowInput,
  WorkflowInput,
  WorkshopDto,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const workshopQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'workshop'],
    queryFn: ({ signal }) => api.get<WorkshopDto>(`/api/s/${shop}/workshop`, { signal }),
  })

/** What an addition leaves to the server's usual values. */
type Added<T> = Pick<T, Extract<keyof T, 'name'>> & Partial<T>

/** Every change answers with the whole workshop as it is then. */
export function workshopCalls(shop: string) {
  const base = `/api/s/${shop}`
  return {
    addStage: (input: Added<StageInput>) => api.post<WorkshopDto>(`${base}/stages`, input),
    updateStage: (id: string, input: UpdateStageInput) => api.patch<WorkshopDto>(`${base}/stages/${id}`, input),
    arrangeStages: (stageIds: string[]) => api.put<WorkshopDto>(`${base}/stages/order`, { stageIds }),
    archiveStage: (id: string) => api.delete<WorkshopDto>(`${base}/stages/${id}`),
    restoreStage: (id: string) => api.post<WorkshopDto>(`${base}/stages/${id}/restore`),
    addWorkflow: (input: WorkflowInput) => api.post<WorkshopDto>(`${base}/workflows`, input),
    addReadyMade: (readyMade: ReadyMade) => api.post<WorkshopDto>(`${base}/workflows/ready-made`, { readyMade }),
    updateWorkflow: (id: string, input: UpdateWorkflowInput) =>
      api.patch<WorkshopDto>(`${base}/workflows/${id}`, input),
    archiveWorkflow: (id: string) => api.delete<WorkshopDto>(`${base}/workflows/${id}`),
    restoreWorkflow: (id: string) => api.post<WorkshopDto>(`${base}/workflows/${id}/restore`),
    addProduct: (input: Added<ProductInput> & Pick<ProductInput, 'workflowId'>) =>
      api.post<WorkshopDto>(`${base}/products`, input),
    updateProduct: (id: string, input: UpdateProductInput) => api.patch<WorkshopDto>(`${base}/products/${id}`, input),
    archiveProduct: (id: string) => api.delete<WorkshopDto>(`${base}/products/${id}`),
    restoreProduct: (id: string) => api.post<WorkshopDto>(`${base}/products/${id}/restore`),
  }
}

export type WorkshopCalls = ReturnType<typeof workshopCalls>
