import { AppError } from '../../base/errors.ts';

/** The bytes are no model, or not all of one. */
export function corruptModel(cause?: unknown): AppError {
  return new AppError('model/corrupt', 'This file is not a whole ONNX model: it is damaged, cut off or of another kind. Export or download it again.', { cause });
}

export function otherOutputs(): AppError {
  return new AppError('model/other-outputs', 'The model answered in a form that is not known.');
}

export function notANumber(): AppError {
  return new AppError('model/not-a-number', 'The model computed values that are no numbers. It may be damaged, or made for another kind of processor; nothing was proposed.');
}
