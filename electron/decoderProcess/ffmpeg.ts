/** The only door to the native library: what we use of it, and the few numbers it gives no name. */
export {
  AVDISCARD_ALL, AVERROR_EAGAIN, AVERROR_ENOSPC, AVERROR_EOF, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD, AVSEEK_FLAG_BYTE, AV_LOG_QUIET, AV_PKT_DATA_DISPLAYMATRIX,
  AV_PIX_FMT_GRAY8, AV_PIX_FMT_PAL8, AV_PIX_FMT_RGBA, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P,
  AV_CODEC_FLAG_GLOBAL_HEADER, AVCOL_RANGE_MPEG, AVCOL_SPC_UNSPECIFIED, AVFMT_GLOBALHEADER,
  AVCOL_RANGE_JPEG, AVCOL_SPC_BT470BG, AVCOL_SPC_BT709, AVCOL_SPC_BT2020_NCL, AVCOL_SPC_SMPTE170M, AV_CODEC_ID_AV1, FF_DECODER_LIBDAV1D, SWS_ACCURATE_RND, SWS_BICUBIC, SWS_BITEXACT, SWS_FULL_CHR_H_INT,
} from 'node-av/constants';
export { avGetPixFmtName, Codec, CodecContext, FormatContext, Frame, Log, Packet, Rational, SoftwareScaleContext, type Stream } from 'node-av/lib';

/** A packet or frame without a time. */
const NO_TIME = -9223372036854775808n;

/** Ticks as a number; null where the library has none. */
export function timeOf(ticks: bigint | null): number | null {
  return ticks === null || ticks === NO_TIME ? null : Number(ticks);
}
