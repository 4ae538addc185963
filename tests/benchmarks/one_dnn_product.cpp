// SPDX-License-Identifier: MIT
#include "tests/benchmarks/one_dnn_product.h"

#ifdef DELTAPAD_ONE_DNN
#include <dnnl.hpp>
#include <omp.h>

#include <algorithm>
#include <string>
#endif

namespace deltapad::benchmarks {

const char *formatName(NumberFormat format)
{
    switch (format) {
    case NumberFormat::Float32:
        return "fp32";
    case NumberFormat::BFloat16:
        return "bf16";
    case NumberFormat::Int8:
        return "s8";
    }
    return "";
}

#ifdef DELTAPAD_ONE_DNN

struct OneDnnProduct::Data
{
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    dnnl::inner_product_forward product;
    dnnl::memory x;
    dnnl::memory w;
    dnnl::memory y;
    std::string implementation;
};

OneDnnProduct::OneDnnProduct(std::int32_t rows, std::int32_t outputs, std::int32_t inputs,
                             NumberFormat format)
    : m_data(std::make_unique<Data>())
{
    using dnnl::memory;
    omp_set_num_threads(1);
    const auto source = format == NumberFormat::Float32    ? memory::data_type::f32
                        : format == NumberFormat::BFloat16 ? memory::data_type::bf16
                                                           : memory::data_type::u8;
    const auto weights = format == NumberFormat::Int8 ? memory::data_type::s8 : source;
    const auto target = format == NumberFormat::Int8 ? memory::data_type::s32 : memory::data_type::f32;
    const memory::desc x({rows, inputs}, source, memory::format_tag::ab);
    const memory::desc w({outputs, inputs}, weights, memory::format_tag::any);
    const memory::desc y({rows, outputs}, target, memory::format_tag::ab);
    const dnnl::inner_product_forward::desc product(dnnl::prop_kind::forward_inference, x, w, y);
    const dnnl::inner_product_forward::primitive_desc description(product, m_data->engine);
    m_data->implementation = description.impl_info_str();
    m_data->product = dnnl::inner_product_forward(description);
    m_data->x = memory(description.src_desc(), m_data->engine);
    m_data->w = memory(description.weights_desc(), m_data->engine);
    m_data->y = memory(description.dst_desc(), m_data->engine);
    // Every number is 1 (3 as bytes): zeros or numbers near them have speeds of their own.
    const auto fill = [format](const memory &to) {
        void *data = to.get_data_handle();
        const std::size_t bytes = to.get_desc().get_size();
        if (format == NumberFormat::Float32)
            std::fill_n(static_cast<float *>(data), bytes / sizeof(float), 1.0F);
        else if (format == NumberFormat::BFloat16)
            std::fill_n(static_cast<std::uint16_t *>(data), bytes / sizeof(std::uint16_t),
                        std::uint16_t(0x3F80));
        else
            std::fill_n(static_cast<std::uint8_t *>(data), bytes, std::uint8_t(3));
    };
    fill(m_data->x);
    fill(m_data->w);
}

OneDnnProduct::~OneDnnProduct() = default;

void OneDnnProduct::run()
{
    m_data->product.execute(
        m_data->stream,
        {{DNNL_ARG_SRC, m_data->x}, {DNNL_ARG_WEIGHTS, m_data->w}, {DNNL_ARG_DST, m_data->y}});
    m_data->stream.wait();
}

const char *OneDnnProduct::implementation() const
{
    return m_data->implementation.c_str();
}

bool OneDnnProduct::available(NumberFormat format)
{
    try {
        const OneDnnProduct product(4, 64, 64, format);
        return std::string(product.implementation()).find("ref") == std::string::npos;
    } catch (const dnnl::error &) {
        return false;
    }
}

#else

struct OneDnnProduct::Data
{
};

OneDnnProduct::OneDnnProduct(std::int32_t, std::int32_t, std::int32_t, NumberFormat) {}
OneDnnProduct::~OneDnnProduct() = default;
void OneDnnProduct::run() {}
const char *OneDnnProduct::implementation() const
{
    return "";
}
bool OneDnnProduct::available(NumberFormat)
{
    return false;
}

#endif

} // namespace deltapad::benchmarks
