// SPDX-License-Identifier: MIT
#pragma once
// RemarkStore: where the writer's words and what they set aside are kept: in the profile, never in the
// document. words.txt is for all documents; each saved document has a file of its own, named after its path.
// Written as a whole, so a crash leaves the old one. Files are untrusted: see RemarkFilter.
// Threading: user interface. Cost: a small file.
#include "engine/proofread/remark_filter.h"

#include <QString>

namespace deltapad {

class RemarkStore
{
public:
    static constexpr qint64 kLargestFile = 8 << 20;

    explicit RemarkStore(QString profileFolder) : m_folder(std::move(profileFolder)) {}

    void loadUser(RemarkFilter &filter) const;
    /// False if it could not be written.
    bool saveUser(const RemarkFilter &filter) const;
    /// An untitled document (empty path) has nothing.
    void loadDocument(const QString &path, RemarkFilter &filter) const;
    bool saveDocument(const QString &path, const RemarkFilter &filter) const;

    QString userFile() const;
    QString documentFile(const QString &path) const;

private:
    QString m_folder;
};

} // namespace deltapad
