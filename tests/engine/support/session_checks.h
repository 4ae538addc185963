// SPDX-License-Identifier: MIT
#pragma once
// A session against its own from-scratch pass, for tests: VERIFY_SESSION(session) says where they differ.
#include "engine/session/document_session.h"

#include <string>

namespace deltapad::test {

inline std::string describe(const Mismatch &m)
{
    return m.what + " differ at layer " + std::to_string(m.layer) + ", row " + std::to_string(m.row);
}

} // namespace deltapad::test

#define VERIFY_SESSION(session)                                                                              \
    do {                                                                                                     \
        const std::optional<deltapad::Mismatch> found = (session).verify();                                  \
        QVERIFY2(!found, found ? deltapad::test::describe(*found).c_str() : "");                             \
    } while (false)
