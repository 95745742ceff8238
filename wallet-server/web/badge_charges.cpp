// The figures a shield can bear. Drawn on a grid of 24 x 24.
#include <array>

#include "wallet-server/web/badge_image.hpp"

namespace blason::web {

std::span<const Charge> badge_charges() {
    static constexpr std::array charges{
        Charge{
            "speech",
            R"svg(<path fill="@" d="M4.5 3h15A2.5 2.5 0 0 1 22 5.5v9a2.5 2.5 0 0 1-2.5 2.5H12l-5.5 5v-5h-2)svg"
            R"svg(A2.5 2.5 0 0 1 2 14.5v-9A2.5 2.5 0 0 1 4.5 3z"/>)svg"
            R"svg(<path fill="none" stroke="%" stroke-width="1.7" stroke-linecap="round" d="M6.5 8h11M6.5 12h6.5"/>)svg"},
        Charge{
            "compass",
            R"svg(<circle fill="none" stroke="@" stroke-width="1.8" cx="12" cy="12" r="9.6"/>)svg"
            R"svg(<path fill="@" d="M17.6 6.4l-3.7 7.5-7.5 3.7 3.7-7.5z"/><circle fill="%" cx="12" cy="12" r="1.5"/>)svg"},
        Charge{"banner",
               R"svg(<path fill="none" stroke="@" stroke-width="1.8" stroke-linecap="round" d="M5 2v20"/>)svg"
               R"svg(<path fill="@" d="M7 3.5h14.5l-4 5 4 5H7z"/><circle fill="%" cx="11.5" cy="8.5" r="1.8"/>)svg"},
        Charge{
            "bulb",
            R"svg(<path fill="@" d="M12 4.5a6.2 6.2 0 0 0-3.5 11.3V18h7v-2.2A6.2 6.2 0 0 0 12 4.5z"/>)svg"
            R"svg(<path fill="none" stroke="@" stroke-width="1.7" stroke-linecap="round" d="M9.3 20.3h5.4M12 .9v1.4)svg"
            R"svg(M3.2 4.4l1 1M20.8 4.4l-1 1M1.3 11h1.5M21.2 11h1.5"/>)svg"
            R"svg(<path fill="none" stroke="%" stroke-width="1.3" stroke-linecap="round" d="M9.6 10.5l2.4 2 2.4-2M12 12.5V18"/>)svg"},
        Charge{"heart",
               R"svg(<path fill="@" d="M12 21.5C5 16 2 12.5 2 8.6 2 5.5 4.3 3.3 7.2 3.3c2 0 3.8 1.1 4.8 2.9 )svg"
               R"svg(1-1.8 2.8-2.9 4.8-2.9 2.9 0 5.2 2.2 5.2 5.3 0 3.9-3 7.4-10 12.9z"/>)svg"},
        Charge{
            "leaf",
            R"svg(<path fill="@" d="M21 2.5C10.5 2.5 4 7 4 14c0 1.3.2 2.5.7 3.5C7.5 12.3 11 9.3 16 7.5)svg"
            R"svg(c-4.5 2.8-8 6.7-10.5 13.5l-.7 1.5 1.7.3c.5-1.3 1-2.6 1.6-3.7 1 .4 2 .6 3.1.6C18 19.7 21.5 12.5 21 2.5z"/>)svg"},
        Charge{
            "screen",
            R"svg(<path fill="@" d="M5 4h14a1.6 1.6 0 0 1 1.6 1.6V16H3.4V5.6A1.6 1.6 0 0 1 5 4z"/>)svg"
            R"svg(<path fill="@" d="M1.5 17.5h21l-1.4 2.7H2.9z"/><path fill="%" d="M9.8 6.8l5.8 3.3-5.8 3.3z"/>)svg"},
        Charge{
            "cogwheel",
            R"svg(<g fill="@"><rect x="10.3" y="1.5" width="3.4" height="21" rx="1"/>)svg"
            R"svg(<rect x="10.3" y="1.5" width="3.4" height="21" rx="1" transform="rotate(45 12 12)"/>)svg"
            R"svg(<rect x="10.3" y="1.5" width="3.4" height="21" rx="1" transform="rotate(90 12 12)"/>)svg"
            R"svg(<rect x="10.3" y="1.5" width="3.4" height="21" rx="1" transform="rotate(135 12 12)"/>)svg"
            R"svg(<circle cx="12" cy="12" r="7.6"/></g><circle fill="%" cx="12" cy="12" r="4"/>)svg"
            R"svg(<path fill="none" stroke="@" stroke-width="1.4" stroke-linecap="round" d="M12 9.2v5.6M9.2 12h5.6"/>)svg"},
        Charge{
            "companions",
            R"svg(<circle fill="@" cx="8" cy="7" r="3.7"/><path fill="@" d="M1 20c0-5 3-8 7-8s7 3 7 8z"/>)svg"
            R"svg(<circle fill="@" cx="17" cy="8.5" r="2.9"/><path fill="@" d="M16.8 20H23c0-4.2-2.4-7-6-7-.9 0-1.7.2-2.4.5)svg"
            R"svg(1.4 1.6 2.2 3.9 2.2 6.5z"/>)svg"},
        Charge{
            "lens",
            R"svg(<circle fill="none" stroke="@" stroke-width="2.2" cx="10" cy="10" r="7.4"/>)svg"
            R"svg(<path fill="none" stroke="@" stroke-width="3.2" stroke-linecap="round" d="M15.8 15.8l5.2 5.2"/>)svg"
            R"svg(<path fill="none" stroke="@" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="M6.8 10.2l2.3 2.3 4.2-4.7"/>)svg"},
        Charge{"globe",
               R"svg(<circle fill="@" cx="12" cy="12" r="10"/><g fill="none" stroke="%" stroke-width="1.3">)svg"
               R"svg(<ellipse cx="12" cy="12" rx="4.6" ry="10"/><path d="M2.6 9h18.8M2.6 15h18.8M12 2v20"/></g>)svg"},
        Charge{
            "cross",
            R"svg(<path fill="@" d="M8.7 2.5h6.6v6.2h6.2v6.6h-6.2v6.2H8.7v-6.2H2.5V8.7h6.2z"/>)svg"
            R"svg(<path fill="none" stroke="%" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" d="M5 12h3.4l1.7-3.5 3 7 1.9-3.5h4"/>)svg"},
        Charge{
            "book",
            R"svg(<path fill="@" d="M11.3 5.5C9 3.9 5.7 3.3 2 3.5v15.2c3.7-.2 7 .4 9.3 2zM12.7 5.5c2.3-1.6 5.6-2.2 9.3-2v15.2)svg"
            R"svg(c-3.7-.2-7 .4-9.3 2z"/><path fill="none" stroke="%" stroke-width="1.1" stroke-linecap="round" )svg"
            R"svg(d="M4.5 8c1.6.1 3 .4 4.3.9M4.5 12c1.6.1 3 .4 4.3.9M19.5 8c-1.6.1-3 .4-4.3.9M19.5 12c-1.6.1-3 .4-4.3.9"/>)svg"},
        Charge{
            "star",
            R"svg(<path fill="@" d="M12 1.5l3.1 7 7.6.8-5.7 5.1 1.6 7.5L12 18.1l-6.6 3.8L7 14.4 1.3 9.3l7.6-.8z"/>)svg"},
        Charge{
            "key",
            R"svg(<circle fill="none" stroke="@" stroke-width="2.6" cx="12" cy="6.5" r="4.2"/>)svg"
            R"svg(<path fill="none" stroke="@" stroke-width="2.4" stroke-linecap="round" d="M12 11v11M12 21.3h4M12 17.3h3"/>)svg"},
        Charge{
            "tower",
            R"svg(<path fill="@" d="M5 2.5h3v2.7h2.5V2.5h3v2.7H16V2.5h3v6.2l-1.5 1.5v9.3h2V22h-15v-2.5h2v-9.3L5 8.7z"/>)svg"
            R"svg(<path fill="%" d="M10 22v-5.5a2 2 0 0 1 4 0V22z"/>)svg"},
        Charge{
            "quill",
            R"svg(<path fill="@" d="M22 2C14 2.5 7.5 7 5.8 15.8L3 21.5l1.5.8 2.3-4C14.5 17.5 20 12 22 2z"/>)svg"
            R"svg(<path fill="none" stroke="%" stroke-width="1.2" stroke-linecap="round" d="M7.5 16.5C10.5 11.5 14 8 18 5.5"/>)svg"}};
    return charges;
}

}  // namespace blason::web
