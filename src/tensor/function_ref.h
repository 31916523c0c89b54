#pragma once
// A borrowed callable for parameters that are called before the function returns: unlike std::function it never
// allocates, which a forward step must not.

#include <memory>
#include <type_traits>
#include <utility>

namespace headlight {

template <class Signature>
class FunctionRef;

template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  template <class Callable, class = std::enable_if_t<!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef>>>
  FunctionRef(Callable&& callable)  // NOLINT: meant to be made from lambdas without ceremony
      : m_object(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        m_call([](void* object, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<Callable>*>(object))(std::forward<Arguments>(arguments)...);
        }) {}

  Result operator()(Arguments... arguments) const { return m_call(m_object, std::forward<Arguments>(arguments)...); }

 private:
  void* m_object;
  Result (*m_call)(void*, Arguments...);
};

}  // namespace headlight
