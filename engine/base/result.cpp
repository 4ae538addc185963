// SPDX-License-Identifier: MIT
#include "engine/base/result.h"

namespace deltapad {

std::string_view errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileNotFound:
        return "file-not-found";
    case ErrorCode::FileUnreadable:
        return "file-unreadable";
    case ErrorCode::FileTooLarge:
        return "file-too-large";
    case ErrorCode::FileTruncated:
        return "file-truncated";
    case ErrorCode::BadSyntax:
        return "bad-syntax";
    case ErrorCode::BadEncoding:
        return "bad-encoding";
    case ErrorCode::BadConfig:
        return "bad-config";
    case ErrorCode::BadTensor:
        return "bad-tensor";
    case ErrorCode::BadTokenizer:
        return "bad-tokenizer";
    case ErrorCode::BadEdit:
        return "bad-edit";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

} // namespace deltapad
